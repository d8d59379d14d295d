/** Everything that a refused client and an operator can talk about. No field is longer than RFC 5321 lets it be. */
export interface RefusalFacts {
  /** Address of the client, canonical. */
  readonly client: string;
  /** `address:port` that it connected to. */
  readonly local: string;
  readonly tls: boolean;
  readonly helo: string;
  /** Id of the session, as in the protocol log. */
  readonly session: string;
  /** Principal of the session: `NT AUTHORITY\ANONYMOUS LOGON`, an account. */
  readonly identity: string;
  /** Envelope sender, "" is the null sender. */
  readonly sender: string;
  /** Null: refused before there was one. */
  readonly recipient: string | null;
  readonly connectorId: string;
  readonly connector: string;
  /** Client range of the connector that matched. */
  readonly range: string | null;
  readonly reason: string;
  readonly right: string | null;
  readonly principal: string | null;
  /** `preset:AnonymousUsers`, or the id of a ConnectorPermission; null: no entry gives the right. */
  readonly entry: string | null;
  /** Configuration revision that decided. */
  readonly revision: number;
  /** Code, enhanced code and text, without the reference. */
  readonly reply: string;
}

/** A refusal as it is kept. */
export interface Refusal extends RefusalFacts {
  /** `8F3K-2M7Q`: what the client is told, where the dialect lets it. */
  readonly ref: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Which refusals somebody looks for. */
export interface RefusalQuery {
  /** Canonical address; absent: all clients. */
  readonly client?: string;
  /** Epoch milliseconds. */
  readonly since?: number;
  readonly limit: number;
}
