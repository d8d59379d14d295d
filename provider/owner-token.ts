import { randomBytes } from "node:crypto";

/** A new proof of ownership: 192 random bits, which the host keeps and compares but never gives out. */
export function newOwnerToken(): string {
  return randomBytes(24).toString("base64url");
}
