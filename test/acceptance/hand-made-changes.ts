import type {
  AcceptedDomainSettings,
  ConnectorPermissionSettings,
  ReceiveConnectorSettings,
  RelayGroupSettings,
  RelayUserSettings,
  SendConnectorSettings,
  TransportConfigSettings,
} from "../../model";

/** For every input, a value that differs from what the test declares. An input left out does not compile. */
type OtherValues<Settings> = { readonly [Name in keyof Settings]: Settings[Name] | undefined };

/** `undefined`: the input cannot be changed on an existing object (another value is another object). */
export const OTHER_CONNECTOR: OtherValues<ReceiveConnectorSettings> = {
  name: "By hand",
  enabled: false,
  comment: "edited by hand",
  bindings: undefined,
  remoteIpRanges: ["10.0.0.0/8"],
  permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
  authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
  requireTls: true,
  fqdn: "by-hand.contoso.com",
  banner: "220 by hand",
  defaultDomain: "contoso.com",
  tlsCertificateName: undefined,
  domainSecureEnabled: true,
  maxMessageSize: 70_000,
  maxHeaderSize: 5_000,
  maxRecipientsPerMessage: 7,
  maxHopCount: 7,
  maxLocalHopCount: 7,
  maxProtocolErrors: 7,
  maxLogonFailures: 7,
  connectionTimeout: "00:20:00",
  connectionInactivityTimeout: "00:01:00",
  maxInboundConnection: 7,
  maxInboundConnectionPerSource: 7,
  maxInboundConnectionPercentagePerSource: 7,
  messageRateLimit: 7,
  messageRateSource: "All",
  tarpitInterval: "00:00:07",
  authTarpitInterval: "00:00:07",
  sizeEnabled: "EnabledWithoutValue",
  pipeliningEnabled: false,
  deliveryStatusNotificationEnabled: false,
  enhancedStatusCodesEnabled: false,
  eightBitMimeEnabled: false,
  binaryMimeEnabled: false,
  chunkingEnabled: false,
  smtpUtf8Enabled: true,
  bareLinefeedRejectionEnabled: false,
  requireEhloDomain: true,
  rejectReservedTopLevelRecipientDomains: true,
  rejectReservedSecondLevelRecipientDomains: true,
  rejectSingleLabelRecipientDomains: true,
  protocolLoggingLevel: "Verbose",
  onlySenders: ["by-hand.example"],
  onlyRecipients: ["by-hand.example"],
  expiresAt: "2099-01-01T00:00:00Z",
  allowWideRelay: "by hand",
  owner: "by hand",
  reason: "by hand",
  ticket: "by hand",
};

export const OTHER_PERMISSION: OtherValues<ConnectorPermissionSettings> = {
  connector: undefined,
  principal: undefined,
  access: "Deny",
  extendedRights: ["ms-Exch-Bypass-Anti-Spam"],
  expiresAt: undefined,
  owner: "by hand",
  reason: "by hand",
  ticket: "by hand",
};

export const OTHER_DOMAIN: OtherValues<AcceptedDomainSettings> = {
  domainName: "by-hand.example",
  domainType: "InternalRelay",
  matchSubDomains: true,
  allowWideRelay: "by hand",
  owner: "by hand",
  reason: "by hand",
  ticket: "by hand",
};

export const OTHER_SEND_CONNECTOR: OtherValues<SendConnectorSettings> = {
  name: "By hand out",
  enabled: false,
  comment: "edited by hand",
  addressSpaces: ["SMTP:by-hand.example;3"],
  dnsRoutingEnabled: undefined,
  smartHosts: ["127.0.0.2:2525"],
  port: 2525,
  sourceIpAddress: "127.0.0.1",
  fqdn: "by-hand.example",
  requireTls: true,
  tlsAuthLevel: "CertificateValidation",
  tlsDomain: undefined,
  caCertificate: undefined,
  ignoreStartTls: undefined,
  smartHostAuthMechanism: "BasicAuth",
  username: "by-hand",
  maxConnectionsPerHost: 7,
  maxMessagesPerMinutePerHost: 7,
  smtpMaxMessagesPerConnection: 7,
  connectionInactivityTimeout: "00:00:07",
  maxMessageSize: 70_000,
  extendedRights: [],
  owner: "by hand",
  reason: "by hand",
  ticket: "by hand",
};

export const OTHER_USER: OtherValues<RelayUserSettings> = {
  username: "by-hand",
  enabled: false,
  comment: "edited by hand",
  groups: [],
  allowedSenders: ["by-hand.example"],
  clientCertificates: [Array.from({ length: 32 }, () => "AB").join(":")],
  passwordOverlap: "00:00:07",
  owner: "by hand",
  reason: "by hand",
  ticket: "by hand",
};

/** To be made after those of the account that belongs to the group: by hand no group that is named loses its name. */
export const OTHER_GROUP: OtherValues<RelayGroupSettings> = {
  name: "By hand",
  comment: "edited by hand",
  owner: "by hand",
  reason: "by hand",
  ticket: "by hand",
};

/** To be made after those of the accepted domain: a postmaster is at one. */
export const OTHER_TRANSPORT_CONFIG: OtherValues<TransportConfigSettings> = {
  dialect: "modern",
  maxConnectionRatePerMinute: 7_000,
  tlsReceiveDomainSecureList: ["by-hand.example"],
  maxRelayRefusals: 7,
  postmaster: "postmaster@by-hand.example",
  messageExpiration: "00:07:00",
  trustedProxies: ["127.0.0.2"],
  reason: "by hand",
};
