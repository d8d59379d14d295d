import type { EffectiveRights } from "./effective-rights";
import type { IpRange } from "./ip-range";
import type { MailScope } from "./mail-scope-match";
import type { ReceiveConnectorSettings } from "./settings";
import type { Owner } from "./stored-object";

/** Null: not narrowed. */
export interface ConnectorScopes {
  readonly senders: MailScope | null;
  readonly recipients: MailScope | null;
}

/** A receive connector as sessions use it: settings, their parsed pieces, rights by principal. */
export interface SnapshotConnector {
  readonly id: string;
  readonly name: string;
  readonly settings: ReceiveConnectorSettings;
  readonly revision: number;
  readonly owner: Owner | null;
  readonly offersStartTls: boolean;
  /** `never`, `always`, or only once TLS is up (BasicAuthRequireTLS, or RequireTLS). */
  readonly offersAuth: "never" | "always" | "with-tls";
  /** Clients are Externally Secured Servers from the start (ExternalAuthoritative). */
  readonly externallySecured: boolean;
  /** Milliseconds. */
  readonly timeouts: {
    readonly connection: number;
    readonly inactivity: number;
    readonly tarpit: number;
    readonly authTarpit: number;
  };
  /** Who may be a sender and a recipient here, beside what rights say. */
  readonly scopes: ConnectorScopes;
  /**
   * Rights of these canonical principals together at a moment (epoch milliseconds); deny wins, what has expired grants
   * nothing. The same answer, and object, for the same principals until something expires.
   */
  rightsOf(principals: readonly string[], at: number): EffectiveRights;
  /** Clients (sorted, merged) that keep relay while it is withheld from the others; null: from nobody. */
  readonly relayLimitedTo: readonly IpRange[] | null;
  /** False while wide relay is withheld from this client (canonical address). */
  mayRelayUnauthenticated(client: string): boolean;
}
