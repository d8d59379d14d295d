export * from "./anonymous-relay";
export * from "./authenticated-relay";
export * from "./default-connectors";
export * from "./exchange-dialog-2003";
export * from "./externally-secured-relay";
export type { RelayConnectorArgs, ScopedRelayArgs } from "./relay-connector-args";
