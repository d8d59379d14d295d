export * from "./accepted-domain";
export * from "./accepted-domain-args";
export * from "./components";
export * from "./connector-permission";
export * from "./connector-permission-args";
export * from "./functions";
export * from "./provider";
export * from "./receive-connector";
export * from "./receive-connector-args";
export * from "./relay-group";
export * from "./relay-group-args";
export * from "./relay-user";
export * from "./relay-user-args";
export { type AuditHead, type Installation, RelayResource } from "./relay-resource";
export * from "./send-connector";
export * from "./send-connector-args";
export * from "./transport-config";
export * from "./transport-config-args";
export * from "./unmanaged-entry";
export type {
  AcceptedDomainType,
  AuthMechanism,
  Dialect,
  ExtendedRight,
  Limit,
  MessageRateSource,
  PermissionGroup,
  SendRight,
  SizeEnabled,
  SmartHostAuthMechanism,
  TlsAuthLevel,
  Usage,
} from "../model";
