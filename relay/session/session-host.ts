import type { CredentialsOutcome, Snapshot } from "../../model";
import type { RefusalFacts } from "../refusals";
import type { SpoolIntake } from "../spool";
import type { SessionUsage } from "../usage";
import type { SessionWatch } from "../watch";
import type { BoundedLog } from "./bounded-log";
import type { ConnectionBook } from "./connection-counts";
import type { HeaderMemory } from "./header-memory";
import type { MessageRates } from "./message-rates";
import type { ProtocolLog } from "./protocol-log";
import type { QueueIds } from "./queue-ids";

/** Where the session layer says what an operator should know; pino's shape, faults under `err`. */
export interface SessionLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Checks a login of a client address. Null is the same as `{ outcome: "bad" }`; must take equal time for known and unknown
 * names.
 */
export type VerifyCredentials = (user: string, password: string, client: string) => Promise<CredentialsOutcome | null>;

/** What every session of one host shares. */
export interface SessionHost {
  readonly currentSnapshot: () => Snapshot;
  readonly spool: SpoolIntake;
  readonly headerMemory: HeaderMemory;
  /** False: 452 4.3.1 before DATA, for lack of disk, of memory, or because the store does not keep up. */
  readonly accepting: boolean;
  readonly verifyCredentials: VerifyCredentials;
  readonly log: SessionLog;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly hostname: string;
  readonly book: ConnectionBook;
  readonly rates: MessageRates;
  readonly protocolLog: ProtocolLog;
  readonly queueIds: QueueIds;
  readonly traceDates: { of(at: number): string };
  readonly usage: SessionUsage;
  /** For metrics and the tracking log. */
  readonly watch: SessionWatch;
  /** For connections that get no session. */
  readonly turnedAwayLog: BoundedLog;
  /** For what observed connectors would refuse. */
  readonly observedLog: BoundedLog;
  /** Where refusals are kept under a reference; absent: nowhere. */
  readonly refusals?: { note(facts: RefusalFacts): string | undefined };
}
