import { createHmac } from "node:crypto";

/**
 * Proves to a receiver that a body is ours and when it was sent: `t=SECONDS,v1=HEX`, HMAC-SHA-256 of `SECONDS.BODY`. With
 * the time under the signature an old message cannot be sent again later.
 */
export function signatureOf(body: string, secret: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
