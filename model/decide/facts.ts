import type { LocalEndpoint } from "../snapshot";

/** Parameters after MAIL or RCPT: `SIZE=10` is `{ SIZE: "10" }`, a bare word has the value true. Any case of keyword. */
export type CommandParameters = Readonly<Record<string, string | true>>;

/** Connections as they are before the one that is judged. Must answer without I/O. */
export interface ConnectionCounts {
  /** Connections that the host began in the minute before. */
  readonly connectionsThisMinute: number;
  /** Open connections of a connector. */
  connectorConnections(connectorId: string): number;
  /** Open connections of a connector from this client's address. */
  sourceConnections(connectorId: string): number;
}

export interface ConnectFacts {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly local: LocalEndpoint;
  /** Client address in any spelling of net.Socket or a PROXY header. */
  readonly client: string;
  /** The host's own name, for connectors without fqdn. */
  readonly hostName: string;
  readonly counts: ConnectionCounts;
}

export interface EhloFacts {
  readonly verb: "EHLO" | "HELO";
  /** Argument as it came, maybe empty. */
  readonly domain: string;
  readonly secure: boolean;
}

/** What a client's certificate is worth, as found at its handshake. The client has proved that it holds the key. */
export interface ClientCertificate {
  /** SHA-256 over the DER bytes, `AA:BB:...`. */
  readonly fingerprint: string;
  /** DNS names, lower case. */
  readonly names: readonly string[];
  /** Within its dates. */
  readonly isCurrent: boolean;
  /** Issued for clients by an authority that this host believes. */
  readonly isTrusted: boolean;
}

export interface StartTlsFacts {
  readonly secure: boolean;
}

export interface AuthFacts {
  /** Mechanism name as it came. */
  readonly mechanism: string;
  readonly secure: boolean;
  readonly inTransaction: boolean;
}

/** What checking credentials came to. `unavailable`: the accounts cannot be read now. */
export type CredentialsOutcome =
  | {
      readonly outcome: "good";
      readonly account: string;
      /** Id of the RelayUser; absent: an account of the directory. */
      readonly userId?: string;
      /** Canonical names of groups. */
      readonly groups: readonly string[];
      readonly allowedSenders: ReadonlySet<string>;
    }
  | { readonly outcome: "bad" }
  | { readonly outcome: "unavailable" };

export interface MailFacts {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly secure: boolean;
  /** False while the spool takes nothing: 452 4.3.1. */
  readonly spoolAccepting: boolean;
  /** Messages that this connector has begun to take from a source (see rateSources) in the minute before. No I/O. */
  messagesThisMinute(source: string): number;
  /** Text between `<` and `>`, "" for the null sender. */
  readonly address: string;
  readonly parameters: CommandParameters;
}

export interface RcptFacts {
  /** Text between `<` and `>`. */
  readonly address: string;
  readonly parameters: CommandParameters;
  /** Recipients accepted in this transaction. */
  readonly acceptedCount: number;
  /** Relay refusals of this connection before this command. */
  readonly relayRefusals: number;
}

/** One header field as it came: name without colon, value unfolded or not. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

export interface HeaderFacts {
  /** Bytes of the header block with its line ends. */
  readonly size: number;
  readonly fields: readonly HeaderField[];
}

export interface MessageFacts {
  /** Bytes of the whole message as received, dot-unstuffed. */
  readonly size: number;
  readonly hasBareLineEnding: boolean;
  readonly hasNul: boolean;
  /** A line is longer than any mail program sends: the limit is the session's. */
  readonly hasOverlongLine: boolean;
  /** Stands in the reply to an accepted message. */
  readonly queueId: string;
}
