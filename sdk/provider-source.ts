/** Kinds of object that a Pulumi program declares. */
export type ResourceKind = "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector";

/**
 * What Pulumi keeps as `__provider` in the state of every resource, twice, and runs again at every later refresh and
 * destroy. So it holds no logic and no secret, only the name of the installed package's provider, and it never changes:
 * a changed text would be a change of every resource of every user.
 */
export const PROVIDER_SOURCE: Readonly<Record<ResourceKind, string>> = {
  ReceiveConnector: 'exports.handler=()=>require("pulumi-smtp-relay/provider").receiveConnector',
  ConnectorPermission: 'exports.handler=()=>require("pulumi-smtp-relay/provider").connectorPermission',
  AcceptedDomain: 'exports.handler=()=>require("pulumi-smtp-relay/provider").acceptedDomain',
  SendConnector: 'exports.handler=()=>require("pulumi-smtp-relay/provider").sendConnector',
};
