/** Plain, settled settings of every object a relay host stores: defaults filled in, every value in canonical form. */

export type AuthMechanism =
  "None" | "Tls" | "Integrated" | "BasicAuth" | "BasicAuthRequireTLS" | "ExchangeServer" | "ExternalAuthoritative";

export type PermissionGroup =
  "None" | "AnonymousUsers" | "ExchangeUsers" | "ExchangeServers" | "ExchangeLegacyServers" | "Partners";

/** A whole number, or no limit at all. */
export type Limit = number | "unlimited";

/** Settings of a receive connector, named after the parameters of New-ReceiveConnector. */
export interface ReceiveConnectorSettings {
  readonly name: string;
  readonly enabled: boolean;
  readonly comment: string;
  /** Local endpoints, `address:port` or `[address]:port`. */
  readonly bindings: readonly string[];
  /** Client ranges in their shortest spelling, sorted, without duplicates. */
  readonly remoteIpRanges: readonly string[];
  readonly permissionGroups: readonly PermissionGroup[];
  readonly authMechanism: readonly AuthMechanism[];
  readonly requireTls: boolean;
  /** Name in banner, EHLO reply and `Received`; null is the host's own name. */
  readonly fqdn: string | null;
  readonly banner: string | null;
  /** Bytes. */
  readonly maxMessageSize: number;
  /** Bytes. */
  readonly maxHeaderSize: number;
  readonly maxRecipientsPerMessage: number;
  readonly maxHopCount: number;
  readonly maxProtocolErrors: Limit;
  /** `hh:mm:ss`, a day is `1.00:00:00`. */
  readonly connectionTimeout: string;
  readonly connectionInactivityTimeout: string;
  readonly maxInboundConnection: Limit;
  readonly maxInboundConnectionPerSource: Limit;
  readonly tarpitInterval: string;
  readonly protocolLoggingLevel: "None" | "Verbose";
  /** Why anonymous or externally secured relay from a wide public range is meant. Absent: refused when wide. */
  readonly allowWideRelay: string | null;
  readonly owner: string | null;
  readonly reason: string | null;
}

/** One explicit entry: rights of one principal on one connector. */
export interface ConnectorPermissionSettings {
  /** GUID of the connector. */
  readonly connector: string;
  /** Canonical principal name. */
  readonly principal: string;
  readonly access: "Allow" | "Deny";
  /** Canonical extended rights, sorted. */
  readonly extendedRights: readonly string[];
  readonly owner: string | null;
  readonly reason: string | null;
}

export type AcceptedDomainType = "Authoritative" | "InternalRelay" | "ExternalRelay";

export interface AcceptedDomainSettings {
  /** Lower-case A-labels: `contoso.com`, `*.contoso.com` or `*`. */
  readonly domainName: string;
  readonly domainType: AcceptedDomainType;
  readonly matchSubDomains: boolean;
  readonly allowWideRelay: string | null;
  readonly owner: string | null;
  readonly reason: string | null;
}

export interface SendConnectorSettings {
  readonly name: string;
  readonly enabled: boolean;
  readonly comment: string;
  /** `SMTP:domain;cost`, domain being `x`, `*.x` (any depth below) or `*`. */
  readonly addressSpaces: readonly string[];
  /** `host:port` or `[address]:port`, tried in this order. */
  readonly smartHosts: readonly string[];
  /** Encryption is required of the smart host (its certificate is not judged, as with Exchange's EncryptionOnly). */
  readonly requireTls: boolean;
  readonly owner: string | null;
  readonly reason: string | null;
}

/** Host-wide settings (one a host). */
export interface TransportConfigSettings {
  readonly dialect: Dialect;
  readonly maxConnectionRatePerMinute: Limit;
  /** Relay refusals a connection may collect; the next is answered 421. */
  readonly maxRelayRefusals: number;
  /** Whole address that `<postmaster>` means, or null. */
  readonly postmaster: string | null;
  /** How long a message may stay undelivered before it is held, `[d.]hh:mm:ss`. */
  readonly messageExpiration: string;
  /** Networks whose PROXY header is believed, canonical: relay authority, so part of export, impact and review. */
  readonly trustedProxies: readonly string[];
  /** Why trusted proxies may be public or wider than a /24. */
  readonly reason: string | null;
}

export type Dialect = "classic" | "modern";

/** Kinds of stored object and the settings of each. */
export interface SettingsOf {
  readonly ReceiveConnector: ReceiveConnectorSettings;
  readonly ConnectorPermission: ConnectorPermissionSettings;
  readonly AcceptedDomain: AcceptedDomainSettings;
  readonly SendConnector: SendConnectorSettings;
  /** One a host, with the fixed id `transport-config`. */
  readonly TransportConfig: TransportConfigSettings;
}

export type Kind = keyof SettingsOf;
