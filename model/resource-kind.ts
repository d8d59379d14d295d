import type { Kind } from "./settings";

/** Kinds of object that a Pulumi program declares. */
export type ResourceKind = Kind;

/** Type tokens as the engine, policies and state name them. Part of every URN: never renamed. */
export const TYPE_TOKEN = {
  ReceiveConnector: "pulumi-nodejs:dynamic/relay:ReceiveConnector",
  ConnectorPermission: "pulumi-nodejs:dynamic/relay:ConnectorPermission",
  AcceptedDomain: "pulumi-nodejs:dynamic/relay:AcceptedDomain",
  SendConnector: "pulumi-nodejs:dynamic/relay:SendConnector",
  RelayUser: "pulumi-nodejs:dynamic/relay:RelayUser",
  RelayGroup: "pulumi-nodejs:dynamic/relay:RelayGroup",
  TransportConfig: "pulumi-nodejs:dynamic/relay:TransportConfig",
} as const satisfies Record<ResourceKind, string>;

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
  RelayUser: 'exports.handler=()=>require("pulumi-smtp-relay/provider").relayUser',
  RelayGroup: 'exports.handler=()=>require("pulumi-smtp-relay/provider").relayGroup',
  TransportConfig: 'exports.handler=()=>require("pulumi-smtp-relay/provider").transportConfig',
};
