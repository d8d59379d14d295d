import { buildSnapshot } from "./build-snapshot";
import type { Kind, SettingsOf } from "./settings";
import type { Snapshot } from "./snapshot";
import type { ConfigState, Owner, Release, StoredObject } from "./stored-object";

/** What a test wants to be there; everything else has its documented default. */
export interface StateFixture {
  readonly receiveConnectors?: readonly ConnectorFixture[];
  /** Entries by connector id. */
  readonly connectorPermissions?: readonly PermissionFixture[];
  readonly acceptedDomains?: readonly Partial<SettingsOf["AcceptedDomain"]>[];
  readonly sendConnectors?: readonly Partial<SettingsOf["SendConnector"]>[];
  readonly relayUsers?: readonly (Partial<SettingsOf["RelayUser"]> & { readonly username: string })[];
  readonly relayGroups?: readonly (Partial<SettingsOf["RelayGroup"]> & { readonly name: string })[];
  readonly transportConfig?: Partial<SettingsOf["TransportConfig"]>;
  readonly releases?: readonly Release[];
  readonly revision?: number;
}

export type ConnectorFixture = Partial<SettingsOf["ReceiveConnector"]> & {
  readonly id: string;
  readonly stack?: string;
  readonly selectionRevision?: number;
  readonly relayLimitedTo?: readonly string[] | null;
};

export type PermissionFixture = Partial<SettingsOf["ConnectorPermission"]> & { readonly connector: string };

/** Settings of a receive connector with the defaults of New-ReceiveConnector. */
export const CONNECTOR_DEFAULTS: SettingsOf["ReceiveConnector"] = {
  name: "Default",
  enabled: true,
  comment: "",
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["0.0.0.0/0"],
  permissionGroups: ["None"],
  authMechanism: ["Tls"],
  requireTls: false,
  fqdn: null,
  banner: null,
  defaultDomain: null,
  tlsCertificateName: null,
  domainSecureEnabled: false,
  maxMessageSize: 37_748_736,
  maxHeaderSize: 262_144,
  maxRecipientsPerMessage: 200,
  maxHopCount: 30,
  maxLocalHopCount: 8,
  maxProtocolErrors: 5,
  maxLogonFailures: 3,
  connectionTimeout: "00:10:00",
  connectionInactivityTimeout: "00:05:00",
  maxInboundConnection: 5000,
  maxInboundConnectionPerSource: 20,
  maxInboundConnectionPercentagePerSource: 2,
  messageRateLimit: "unlimited",
  messageRateSource: "IPAddress",
  tarpitInterval: "00:00:05",
  authTarpitInterval: "00:00:05",
  sizeEnabled: "Enabled",
  pipeliningEnabled: true,
  deliveryStatusNotificationEnabled: true,
  enhancedStatusCodesEnabled: true,
  eightBitMimeEnabled: true,
  binaryMimeEnabled: true,
  chunkingEnabled: true,
  smtpUtf8Enabled: false,
  bareLinefeedRejectionEnabled: true,
  requireEhloDomain: false,
  rejectReservedTopLevelRecipientDomains: false,
  rejectReservedSecondLevelRecipientDomains: false,
  rejectSingleLabelRecipientDomains: false,
  protocolLoggingLevel: "None",
  onlySenders: null,
  onlyRecipients: null,
  expiresAt: null,
  allowWideRelay: null,
  owner: null,
  reason: null,
  ticket: null,
  observeOnly: false,
};

const TRANSPORT: SettingsOf["TransportConfig"] = {
  dialect: "classic",
  maxConnectionRatePerMinute: 12_000,
  tlsReceiveDomainSecureList: [],
  maxRelayRefusals: 20,
  postmaster: null,
  messageExpiration: "2.00:00:00",
  delayNotificationTimeout: "04:00:00",
  failedMail: "notifyAuthorized",
  internalDelayDsnEnabled: true,
  externalDelayDsnEnabled: true,
  internalDsnMaxMessageAttachSize: 10_485_760,
  externalDsnMaxMessageAttachSize: 10_485_760,
  generateCopyOfDsnFor: [],
  trustedProxies: [],
  reason: null,
};

const ACCEPTED: SettingsOf["AcceptedDomain"] = {
  domainName: "contoso.com",
  domainType: "Authoritative",
  matchSubDomains: false,
  allowWideRelay: null,
  owner: null,
  reason: null,
  ticket: null,
};

const SEND: SettingsOf["SendConnector"] = {
  name: "Everything",
  enabled: true,
  comment: "",
  addressSpaces: ["SMTP:*;1"],
  dnsRoutingEnabled: false,
  smartHosts: ["127.0.0.1:2525"],
  port: 25,
  sourceIpAddress: null,
  fqdn: null,
  requireTls: false,
  tlsAuthLevel: null,
  tlsDomain: null,
  caCertificate: null,
  ignoreStartTls: false,
  smartHostAuthMechanism: "None",
  username: null,
  maxConnectionsPerHost: 20,
  maxMessagesPerMinutePerHost: "unlimited",
  smtpMaxMessagesPerConnection: 1000,
  connectionInactivityTimeout: "00:10:00",
  messageRetryInterval: "01:00:00",
  transientFailureRetryInterval: "00:05:00",
  transientFailureRetryCount: 6,
  outboundConnectionFailureRetryInterval: "00:10:00",
  maxMessageSize: "unlimited",
  extendedRights: ["ms-Exch-Send-Headers-Routing"],
  owner: null,
  reason: null,
  ticket: null,
};

const NOTES = { comment: "", owner: null, reason: null, ticket: null } as const;

const USER: Omit<SettingsOf["RelayUser"], "username"> = {
  ...NOTES,
  enabled: true,
  groups: [],
  allowedSenders: [],
  clientCertificates: [],
  passwordOverlap: "00:00:00",
};

/** A state of the fixture's objects; ids other than of connectors are their places, `permission-0` and so on. */
export function stateOf(fixture: StateFixture): ConfigState {
  return {
    revision: fixture.revision ?? 1,
    receiveConnectors: byId((fixture.receiveConnectors ?? []).map(connectorObject)),
    connectorPermissions: byId(
      (fixture.connectorPermissions ?? []).map((given, place) =>
        object("ConnectorPermission", place, permission(given)),
      ),
    ),
    acceptedDomains: byId(
      (fixture.acceptedDomains ?? []).map((given, place) => object("AcceptedDomain", place, { ...ACCEPTED, ...given })),
    ),
    sendConnectors: byId(
      (fixture.sendConnectors ?? []).map((given, place) => object("SendConnector", place, { ...SEND, ...given })),
    ),
    relayUsers: byId(
      (fixture.relayUsers ?? []).map((given, place) => object("RelayUser", place, { ...USER, ...given })),
    ),
    relayGroups: byId(
      (fixture.relayGroups ?? []).map((given, place) => object("RelayGroup", place, { ...NOTES, ...given })),
    ),
    transportConfig: object("TransportConfig", 0, { ...TRANSPORT, ...fixture.transportConfig }),
    releases: fixture.releases ?? [],
  };
}

export function snapshotOf(fixture: StateFixture, at = 0): Snapshot {
  return buildSnapshot(stateOf(fixture), { at });
}

function connectorObject(given: ConnectorFixture): StoredObject<"ReceiveConnector"> {
  const { id, stack, selectionRevision = 1, relayLimitedTo = null, ...settings } = given;
  const owner: Owner | null = stack === undefined ? null : { stack, logicalId: `ReceiveConnector::${id}` };
  return {
    kind: "ReceiveConnector",
    id,
    settings: { ...CONNECTOR_DEFAULTS, name: id, ...settings },
    revision: selectionRevision,
    selectionRevision,
    owner,
    relayLimitedTo,
    secretVersion: null,
  };
}

function permission(given: PermissionFixture): SettingsOf["ConnectorPermission"] {
  return {
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    expiresAt: null,
    owner: null,
    reason: null,
    ticket: null,
    ...given,
  };
}

const ID_PREFIXES: Readonly<Record<Kind, string>> = {
  ReceiveConnector: "connector",
  ConnectorPermission: "permission",
  AcceptedDomain: "domain",
  SendConnector: "send",
  RelayUser: "user",
  RelayGroup: "group",
  TransportConfig: "transport-config",
};

function object<K extends Kind>(kind: K, place: number, settings: SettingsOf[K]): StoredObject<K> {
  const id = `${ID_PREFIXES[kind]}-${place}`;
  return {
    kind,
    id,
    settings,
    revision: 1,
    selectionRevision: 1,
    owner: null,
    relayLimitedTo: null,
    secretVersion: null,
  };
}

function byId<K extends Kind>(objects: readonly StoredObject<K>[]): ReadonlyMap<string, StoredObject<K>> {
  return new Map(objects.map((one) => [one.id, one]));
}
