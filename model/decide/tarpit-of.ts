import type { SmtpReply } from "../decision";
import type { SessionPolicy } from "./session-policy";

export interface TarpitQuestion {
  readonly reply: SmtpReply;
  /** The reply ends a failed AUTH. */
  readonly isFailedLogin: boolean;
}

/**
 * Milliseconds that a reply waits: AuthTarpitInterval after a failed AUTH, TarpitInterval before any other permanent
 * refusal. Only strangers are slowed down; 0: not at all.
 */
export function tarpitOf({ identity, selection }: SessionPolicy, { reply, isFailedLogin }: TarpitQuestion): number {
  const { tarpit, authTarpit } = selection.connector.timeouts;
  if (identity.kind !== "anonymous") return 0;
  if (isFailedLogin) return authTarpit;
  return reply.code >= 500 ? tarpit : 0;
}
