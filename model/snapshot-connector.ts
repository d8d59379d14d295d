import type { EffectiveRights } from "./effective-rights";
import type { ReceiveConnectorSettings } from "./settings";
import type { Owner } from "./stored-object";

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
  };
  /** Rights of these canonical principals together; deny wins. The same answer, and object, for the same principals. */
  rightsOf(principals: readonly string[]): EffectiveRights;
  /** False while wide relay is withheld from this client (canonical address). */
  mayRelayUnauthenticated(client: string): boolean;
}
