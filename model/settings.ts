/** Plain, settled settings of every object a relay host stores: defaults filled in, every value in canonical form. */

export type AuthMechanism =
  "None" | "Tls" | "Integrated" | "BasicAuth" | "BasicAuthRequireTLS" | "ExchangeServer" | "ExternalAuthoritative";

export type PermissionGroup =
  "None" | "AnonymousUsers" | "ExchangeUsers" | "ExchangeServers" | "ExchangeLegacyServers" | "Partners";

/** A whole number, or no limit at all. */
export type Limit = number | "unlimited";

/** What MessageRateLimit is counted by: client address, authenticated user (anonymous: client address), both, or nothing. */
export type MessageRateSource = "None" | "IPAddress" | "User" | "All";

/** `SIZE <bytes>`, `SIZE` alone, or no SIZE in the EHLO reply. */
export type SizeEnabled = "Enabled" | "EnabledWithoutValue" | "Disabled";

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
  /** Accepted domain that completes bare addresses; null: they are refused. */
  readonly defaultDomain: string | null;
  /** Certificate for STARTTLS, `<I>issuer<S>subject`; null: chosen by `fqdn`. */
  readonly tlsCertificateName: string | null;
  /** Client certificates make Partner sessions for the domains of TransportConfig's tlsReceiveDomainSecureList. */
  readonly domainSecureEnabled: boolean;
  /** Bytes. */
  readonly maxMessageSize: number;
  /** Bytes. */
  readonly maxHeaderSize: number;
  readonly maxRecipientsPerMessage: number;
  readonly maxHopCount: number;
  /** Received headers that name this host; 0: no limit. */
  readonly maxLocalHopCount: number;
  readonly maxProtocolErrors: Limit;
  /** Failed AUTH commands until the connection is closed; 0: never. */
  readonly maxLogonFailures: number;
  /** `hh:mm:ss`, a day is `1.00:00:00`. */
  readonly connectionTimeout: string;
  readonly connectionInactivityTimeout: string;
  readonly maxInboundConnection: Limit;
  readonly maxInboundConnectionPerSource: Limit;
  /** Percent of the connections still available that one client address may have. */
  readonly maxInboundConnectionPercentagePerSource: number;
  /** Messages a minute and source. */
  readonly messageRateLimit: Limit;
  readonly messageRateSource: MessageRateSource;
  readonly tarpitInterval: string;
  /** Delay before the reply to a failed AUTH. */
  readonly authTarpitInterval: string;
  readonly sizeEnabled: SizeEnabled;
  readonly pipeliningEnabled: boolean;
  readonly deliveryStatusNotificationEnabled: boolean;
  readonly enhancedStatusCodesEnabled: boolean;
  readonly eightBitMimeEnabled: boolean;
  readonly binaryMimeEnabled: boolean;
  readonly chunkingEnabled: boolean;
  readonly smtpUtf8Enabled: boolean;
  /** True: a message with bare CR or LF is refused. False: they become CRLF; neither ends a message. */
  readonly bareLinefeedRejectionEnabled: boolean;
  readonly requireEhloDomain: boolean;
  readonly rejectReservedTopLevelRecipientDomains: boolean;
  readonly rejectReservedSecondLevelRecipientDomains: boolean;
  readonly rejectSingleLabelRecipientDomains: boolean;
  readonly protocolLoggingLevel: "None" | "Verbose";
  /** Addresses, domains, `*.domain` or `<>` that may be senders here; null: not narrowed. Never empty. */
  readonly onlySenders: readonly string[] | null;
  /** Addresses, domains or `*.domain` that may be recipients here; null: not narrowed. Never empty. */
  readonly onlyRecipients: readonly string[] | null;
  /** From this instant on (`2027-01-31T00:00:00Z`) the connector matches its ranges and grants nothing; null: never. */
  readonly expiresAt: string | null;
  /** Why anonymous or externally secured relay from a wide public range is meant. Absent: refused when wide. */
  readonly allowWideRelay: string | null;
  readonly owner: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** The settings and rights are watched, while those of before are enforced (StoredObject's `enforced`). Only for narrowing. */
  readonly observeOnly: boolean;
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
  /** From this instant on the entry allows nothing; null: never. A Deny has none. */
  readonly expiresAt: string | null;
  readonly owner: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
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
  readonly ticket: string | null;
}

/** How far the next host must prove itself: nothing, encryption, a certificate of a known issuer, or one for its name. */
export type TlsAuthLevel = "Opportunistic" | "EncryptionOnly" | "CertificateValidation" | "DomainValidation";

export type SmartHostAuthMechanism = "None" | "BasicAuth" | "BasicAuthRequireTLS";

/** Settings of a send connector, named after the parameters of New-SendConnector. */
export interface SendConnectorSettings {
  readonly name: string;
  readonly enabled: boolean;
  readonly comment: string;
  /** `SMTP:domain;cost`, domain being `x`, `*.x` (any depth below) or `*`. */
  readonly addressSpaces: readonly string[];
  /** True: mail goes to the MX hosts of the recipient's domain, and `smartHosts` is empty. */
  readonly dnsRoutingEnabled: boolean;
  /** `host:port`, `[address]:port`, with `;weight` behind it when that is not 1. */
  readonly smartHosts: readonly string[];
  /** Port of MX hosts. */
  readonly port: number;
  /** Local address that connections are made from; null: the system's choice. */
  readonly sourceIpAddress: string | null;
  /** Name in EHLO; null is the host's own name. */
  readonly fqdn: string | null;
  /** No mail is sent without TLS. */
  readonly requireTls: boolean;
  /** Null: EncryptionOnly with `requireTls`, else Opportunistic. */
  readonly tlsAuthLevel: TlsAuthLevel | null;
  /** Name that the certificate must have, with DomainValidation; null: the name of the host. */
  readonly tlsDomain: string | null;
  /** PEM certificates that are trusted beside the system's; null: only the system's. */
  readonly caCertificate: string | null;
  /** STARTTLS is not used even where it is offered. */
  readonly ignoreStartTls: boolean;
  readonly smartHostAuthMechanism: SmartHostAuthMechanism;
  /** Account at the smart hosts; its password is a secret beside the settings. */
  readonly username: string | null;
  readonly maxConnectionsPerHost: number;
  readonly maxMessagesPerMinutePerHost: Limit;
  readonly smtpMaxMessagesPerConnection: Limit;
  readonly connectionInactivityTimeout: string;
  /** Longest wait of a message that was put off, `[d.]hh:mm:ss`. */
  readonly messageRetryInterval: string;
  /** Longest wait of a host that does not work, the first times. */
  readonly transientFailureRetryInterval: string;
  readonly transientFailureRetryCount: number;
  /** Wait of a host that has not worked for long. */
  readonly outboundConnectionFailureRetryInterval: string;
  /** Bytes. */
  readonly maxMessageSize: Limit;
  /** Rights of the next host: which headers leave with the message. */
  readonly extendedRights: readonly string[];
  readonly owner: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** An account for SMTP AUTH. Its password is a secret beside the settings, kept as argon2id hash. */
export interface RelayUserSettings {
  /** Unique with the group names, without regard to case; no `\\`. */
  readonly username: string;
  readonly enabled: boolean;
  readonly comment: string;
  /** Names of relay groups. */
  readonly groups: readonly string[];
  /** Addresses and domains that the account may send as beside what its rights say. */
  readonly allowedSenders: readonly string[];
  /** SHA-256 fingerprints of client certificates that stand for the account, `AA:BB:...`. */
  readonly clientCertificates: readonly string[];
  /** How long the former password stays good after a new one is set. */
  readonly passwordOverlap: string;
  readonly owner: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** A group of accounts, for permissions to name. */
export interface RelayGroupSettings {
  readonly name: string;
  readonly comment: string;
  readonly owner: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
}

/** Host-wide settings (one a host). */
export interface TransportConfigSettings {
  readonly dialect: Dialect;
  readonly maxConnectionRatePerMinute: Limit;
  /** Sender domains that need a client certificate on connectors with domainSecureEnabled. */
  readonly tlsReceiveDomainSecureList: readonly string[];
  /** Relay refusals a connection may collect; the next is answered 421. */
  readonly maxRelayRefusals: number;
  /** Whole address that `<postmaster>` means, or null. */
  readonly postmaster: string | null;
  /** How long a message may stay undelivered before it is held, `[d.]hh:mm:ss`. */
  readonly messageExpiration: string;
  /** How long a message may wait before its sender is told, `[d.]hh:mm:ss`. */
  readonly delayNotificationTimeout: string;
  readonly failedMail: FailedMail;
  /** Senders at accepted domains are told that mail is late. */
  readonly internalDelayDsnEnabled: boolean;
  /** Other senders are. */
  readonly externalDelayDsnEnabled: boolean;
  /** Bytes of the largest message that goes back whole to a sender at an accepted domain. */
  readonly internalDsnMaxMessageAttachSize: number;
  /** The same for other senders. */
  readonly externalDsnMaxMessageAttachSize: number;
  /** Status codes, `5.7.1`, whose notifications the postmaster gets a copy of. */
  readonly generateCopyOfDsnFor: readonly string[];
  /** Networks whose PROXY header is believed, canonical: relay authority, so part of export, impact and review. */
  readonly trustedProxies: readonly string[];
  /** Why trusted proxies may be public or wider than a /24. */
  readonly reason: string | null;
}

export type Dialect = "classic" | "modern";

/** What becomes of mail that cannot be delivered: its sender is told, or it is held. */
export type FailedMail = "notify" | "notifyAuthorized" | "hold";

/** Kinds of stored object and the settings of each. */
export interface SettingsOf {
  readonly ReceiveConnector: ReceiveConnectorSettings;
  readonly ConnectorPermission: ConnectorPermissionSettings;
  readonly AcceptedDomain: AcceptedDomainSettings;
  readonly SendConnector: SendConnectorSettings;
  readonly RelayUser: RelayUserSettings;
  readonly RelayGroup: RelayGroupSettings;
  /** One a host, with the fixed id `transport-config`. */
  readonly TransportConfig: TransportConfigSettings;
}

export type Kind = keyof SettingsOf;
