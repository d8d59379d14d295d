import type { Kind } from "../settings";

const TRANSPORT_SERVICE = ["maxOutboundConnections", "receiveProtocolLogPath", "pickupDirectoryPath"];

/**
 * Parameters that Exchange has and this version does not enforce, as this project would spell them: naming one gets a
 * better answer than "unknown". From the syntax blocks of New-/Set-ReceiveConnector, Add-ADPermission,
 * New-/Set-AcceptedDomain, New-/Set-SendConnector, Set-TransportConfig and Set-TransportService.
 */
export const EXCHANGE_PARAMETERS: Readonly<Record<Kind, readonly string[]>> = {
  ReceiveConnector: [
    "acceptConsumerMail",
    "advertiseClientSettings",
    "domainController",
    "enableAuthGssapi",
    "extendedProtectionPolicy",
    "identity",
    "liveCredentialEnabled",
    "longAddressesEnabled",
    "maxAcknowledgementDelay",
    "orarEnabled",
    "proxyEnabled",
    "server",
    "serviceDiscoveryFqdn",
    "suppressXAnonymousTls",
    "tlsDomainCapabilities",
    "transportRole",
    "usage",
  ],
  ConnectorPermission: [
    "accessRights",
    "childObjectTypes",
    "identity",
    "inheritanceType",
    "inheritedObjectType",
    "properties",
  ],
  AcceptedDomain: [
    "addressBookEnabled",
    "canHaveCloudCache",
    "default",
    "emailOnly",
    "externallyManaged",
    "identity",
    "initialDomain",
    "makeDefault",
    "outboundOnly",
    "pendingCompletion",
    "pendingRemoval",
  ],
  SendConnector: [
    "authenticationCredential",
    "cloudServicesMailEnabled",
    "connectionInactivityTimeOut",
    "connectorType",
    "domainSecureEnabled",
    "errorPolicies",
    "forceHelo",
    "frontendProxyEnabled",
    "isScopedConnector",
    "linkedReceiveConnector",
    "protocolLoggingLevel",
    "sourceTransportServers",
    "tlsCertificateName",
    "usage",
    "useExternalDnsServersEnabled",
  ],
  RelayUser: [],
  RelayGroup: [],
  TransportConfig: [
    "externalDsnReportingAuthority",
    "externalPostmasterAddress",
    "headerPromotionModeSetting",
    "internalSmtpServers",
    "maxDumpsterTime",
    "maxReceiveSize",
    "maxRecipientEnvelopeLimit",
    "maxSendSize",
    "shadowRedundancyEnabled",
    "tlsSendDomainSecureList",
    "verifySecureSubmitEnabled",
    ...TRANSPORT_SERVICE,
  ],
};

/** Names of Exchange, or of its dialogs, for properties that are called otherwise here. Keys in lower case. */
export const OTHER_NAMES: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  ReceiveConnector: {
    authmechanisms: "authMechanism",
    binding: "bindings",
    permissiongroup: "permissionGroups",
    remoteiprange: "remoteIpRanges",
    remoteranges: "remoteIpRanges",
  },
  ConnectorPermission: { user: "principal", deny: "access", extendedright: "extendedRights", rights: "extendedRights" },
  AcceptedDomain: { domain: "domainName", name: "domainName", type: "domainType" },
  SendConnector: { addressspace: "addressSpaces", smarthost: "smartHosts" },
  RelayUser: { user: "username", name: "username", sendas: "allowedSenders" },
  RelayGroup: { groupname: "name" },
  TransportConfig: { trustedproxy: "trustedProxies", messageexpirationtimeout: "messageExpiration" },
};
