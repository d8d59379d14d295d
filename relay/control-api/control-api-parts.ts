import type { RecordedState, Snapshot } from "../../model";
import type { HostCertificates } from "../certificates";
import type { DeliveryStats } from "../delivery";
import type { Applied } from "../hot-apply";
import type { HostCounters, LoopDelayQuantiles } from "../metrics";
import type { RefusalLog } from "../refusals";
import type { QueueOperations, SpoolIntake } from "../spool";
import type { ConfigStore } from "../store";
import type { TrackingLog } from "../tracking";
import type { UsageBook } from "../usage";
import type { QueueWatch } from "../watch";

/** The certificate that SMTP and the API show. */
export interface CertificateFacts {
  /** SHA-256 over the DER bytes, as openssl prints it. */
  readonly fingerprint: string;
  /** RFC 3339. */
  readonly validTo: string;
  readonly subject: string;
  /** Made by the host itself, so that nobody can check it. */
  readonly selfMade: boolean;
}

/** What the host is doing, for status, readiness and metrics. */
export interface HostFacts {
  readonly hostName: string;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly certificate: () => CertificateFacts | null;
  /** `address:port` of every open SMTP listener. */
  readonly listening: () => readonly string[];
  /** Proxies believed now: TransportConfig's, narrowed by the host's own option. */
  readonly trustedProxies: () => readonly string[];
  /** Open SMTP sessions. */
  readonly sessions: () => number;
  /** Open SMTP sessions by connector id. */
  readonly sessionsByConnector: () => Readonly<Record<string, number>>;
  /** Room where the data directory lies; null when the system does not tell. */
  readonly disk: () => Promise<DiskRoom | null>;
  readonly loopDelay: () => LoopDelayQuantiles;
}

/** Bytes. */
export interface DiskRoom {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** How passwords of accounts are kept: as argon2id PHC strings. */
export interface PasswordHashing {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (hash: string, password: string) => Promise<boolean>;
}

/** Everything the control API takes from the rest of the host. */
export interface ControlApiParts {
  readonly store: ConfigStore;
  readonly configuration: {
    readonly current: Snapshot;
    readonly applied: Applied;
    apply(state: RecordedState): Promise<Applied>;
  };
  readonly passwords: PasswordHashing;
  readonly queue: QueueOperations & Pick<SpoolIntake, "accepting">;
  readonly delivery: { stats(): DeliveryStats };
  readonly certificates: HostCertificates;
  /** Who uses what of the configuration. */
  readonly usage: { readonly book: UsageBook };
  /** What was refused to whom, by the reference that the client was told. */
  readonly refusals: Pick<RefusalLog, "find" | "list">;
  /** What became of messages; null: nothing is kept of it. */
  readonly tracking: Pick<TrackingLog, "find"> | null;
  readonly counters: HostCounters;
  /** Told of what operators do to the queue. */
  readonly watch: QueueWatch;
  readonly host: HostFacts;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
