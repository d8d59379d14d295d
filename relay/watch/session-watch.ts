import type { DecidedBy, Decision, DecisionReason, ExtendedRight, SmtpReply } from "../../model";
import type { NewMessage } from "../spool";

/** A message that was accepted and is durable. */
export interface ReceivedMessage {
  readonly message: NewMessage;
  readonly messageId: string;
  /** As received. */
  readonly bytes: number;
  /** What the client connected to. */
  readonly local: { readonly address: string; readonly port: number };
  /** Rights of the transaction. */
  readonly rights: ReadonlyMap<ExtendedRight, unknown>;
  /** Configuration revision in force at MAIL. */
  readonly revision: number;
}

/** A connection, command or message that was refused. */
export interface RefusedAnswer {
  /** Name of the connector; null: no connector matched. */
  readonly connector: string | null;
  readonly action: Decision["action"];
  readonly reply: SmtpReply;
  /** Absent where the protocol alone refused. */
  readonly reason?: DecisionReason;
  readonly by?: DecidedBy;
}

/** `not-allowed`: the password was good, and the account may not submit here. */
export type AuthenticationResult = "good" | "not-allowed" | "bad" | "unavailable";

/** What sessions tell of what happens in them. Must not throw, and costs next to nothing. */
export interface SessionWatch {
  /** A connection got a session. @param connector Name */
  connected(connector: string): void;
  /** A connection got none. */
  turnedAway(refused: RefusedAnswer): void;
  refused(refused: RefusedAnswer): void;
  /** RCPT was accepted by this right, or without one, for a domain of ours. */
  recipientAccepted(connector: string, by: DecidedBy): void;
  authenticated(mechanism: string, result: AuthenticationResult): void;
  received(received: ReceivedMessage): void;
}

export const NO_SESSION_WATCH: SessionWatch = {
  connected: () => undefined,
  turnedAway: () => undefined,
  refused: () => undefined,
  recipientAccepted: () => undefined,
  authenticated: () => undefined,
  received: () => undefined,
};
