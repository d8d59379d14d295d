import type { AddressValue } from "./ip-address";
import type { AcceptedDomainSettings, SendConnectorSettings, TransportConfigSettings } from "./settings";
import type { SnapshotConnector } from "./snapshot-connector";
import type { SnapshotUsers } from "./snapshot-users";

/** Local endpoint of a TCP connection, as the listener (or the rule for PROXY headers) says it. */
export interface LocalEndpoint {
  /** Canonical address, or the family's wildcard `0.0.0.0` or `::`. */
  readonly address: string;
  readonly port: number;
}

/** What a look-up found. */
export interface Selection {
  readonly connector: SnapshotConnector;
  /** Client range that matched, in its shortest spelling. */
  readonly range: string;
  /** Binding that matched, `address:port`. */
  readonly binding: string;
  /** Set while the connector only keeps a range that its stack gave up: who takes over when that ends. */
  readonly held: HeldRange | null;
}

/** A range that a connector gave up and still serves for a moment (see Release). */
export interface HeldRange {
  /** Epoch milliseconds. */
  readonly until: number;
  /** Who would match without the release; null when nobody would. */
  readonly successor: Selection | null;
}

/** Who serves a client, without the range that matched. */
export interface ClientServer {
  readonly connector: SnapshotConnector;
  /** Set while the connector only keeps a range that its stack gave up; no successor: nobody would match without it. */
  readonly held: { readonly successor: SnapshotConnector | null } | null;
}

/** Clients from `first` to the next segment's, or to the family's last address, and who serves them. */
export interface ServerSegment {
  readonly first: AddressValue;
  /** Null: no connector does. Equal servers are the same object. */
  readonly server: ClientServer | null;
}

/** A range that contains the client, and how it fared: for explain. */
export interface SelectionCandidate {
  readonly connector: SnapshotConnector;
  readonly range: string;
  readonly binding: string;
  /** The connector has given the range up and would only bridge the move. */
  readonly isHeld: boolean;
  readonly outcome: "chosen" | "superseded" | "less-specific";
  /** Name of the newer connector of the same stack that took over, when superseded by one. */
  readonly supersededBy: string | null;
}

/** Accepted domains of one revision. */
export interface AcceptedDomains {
  /** Most specific entry for a lower-case A-label domain. */
  match(domain: string): AcceptedDomainSettings | undefined;
}

/** A send connector as routes are looked up. */
export interface SnapshotSendConnector {
  readonly id: string;
  readonly name: string;
  readonly settings: SendConnectorSettings;
  /** Of the password stored beside the settings; null: none is. */
  readonly secretVersion: string | null;
}

/** Send connectors of one revision by address space. */
export interface RouteTable {
  /** Most specific address space, then cost, then name; a lower-case A-label domain. Disabled connectors have no routes. */
  route(domain: string): SnapshotSendConnector | undefined;
}

/** Everything that decisions need, at one revision. Immutable: a session keeps the one that it began with. */
export interface Snapshot {
  readonly revision: number;
  readonly transport: TransportConfigSettings;
  readonly connectors: ReadonlyMap<string, SnapshotConnector>;
  /** Connectors with at least one range that a newer connector of the same stack has taken over. */
  readonly supersededConnectors: ReadonlySet<string>;
  /** Bindings to listen on, each once: of enabled connectors, and of held ranges until their release ends. */
  readonly bindings: readonly string[];
  readonly acceptedDomains: AcceptedDomains;
  readonly routes: RouteTable;
  readonly users: SnapshotUsers;
  /** Address that a bare `<postmaster>` means; null when there is none. */
  readonly postmaster: string | null;
  /** Epoch milliseconds at which a release ends: build a new snapshot then. Null: time changes nothing. */
  readonly nextChangeAt: number | null;
  /** As it would be if everything that is observed only were enforced; null: nothing is observed. */
  readonly shadow: Snapshot | null;
  /** The connector for a client, in canonical or any other accepted spelling; undefined when none matches. */
  select(local: LocalEndpoint, client: string): Selection | undefined;
  /**
   * What `select` says of every client of the endpoint's family, in order, the first segment at the family's first
   * address. The family's wildcard stands for every local address that nothing is bound to by itself.
   */
  segments(local: LocalEndpoint): readonly ServerSegment[];
  /** Every range that contains the client on this endpoint. */
  candidates(local: LocalEndpoint, client: string): readonly SelectionCandidate[];
}
