import type { Kind } from "../settings";

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
