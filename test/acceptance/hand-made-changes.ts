import type {
  AcceptedDomainSettings,
  ConnectorPermissionSettings,
  ReceiveConnectorSettings,
  SendConnectorSettings,
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
  maxMessageSize: 70_000,
  maxHeaderSize: 5_000,
  maxRecipientsPerMessage: 7,
  maxHopCount: 7,
  maxProtocolErrors: 7,
  connectionTimeout: "00:20:00",
  connectionInactivityTimeout: "00:01:00",
  maxInboundConnection: 7,
  maxInboundConnectionPerSource: 7,
  tarpitInterval: "00:00:07",
  protocolLoggingLevel: "Verbose",
  allowWideRelay: "by hand",
  owner: "by hand",
  reason: "by hand",
};

export const OTHER_PERMISSION: OtherValues<ConnectorPermissionSettings> = {
  connector: undefined,
  principal: undefined,
  access: "Deny",
  extendedRights: ["ms-Exch-Bypass-Anti-Spam"],
  owner: "by hand",
  reason: "by hand",
};

export const OTHER_DOMAIN: OtherValues<AcceptedDomainSettings> = {
  domainName: "by-hand.example",
  domainType: "InternalRelay",
  matchSubDomains: true,
  allowWideRelay: "by hand",
  owner: "by hand",
  reason: "by hand",
};

export const OTHER_SEND_CONNECTOR: OtherValues<SendConnectorSettings> = {
  name: "By hand out",
  enabled: false,
  comment: "edited by hand",
  addressSpaces: ["SMTP:by-hand.example;3"],
  smartHosts: ["127.0.0.2:2525"],
  requireTls: true,
  owner: "by hand",
  reason: "by hand",
};
