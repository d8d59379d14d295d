import type { Properties } from "./dynamic-provider";
import type { ResourceKind, UnmanagedEntry } from "./relay-host";

/** An entry that the program declares on a connector, as far as its constructor arguments say. */
export interface DeclaredEntry {
  readonly principal: string;
  readonly access: string;
  readonly extendedRights: readonly string[];
}

/** Inputs from the SDK that are no settings; kept in state, because `read` sees outputs only. */
export interface HiddenInputs {
  /** `ReceiveConnector::crm`, parents' types before it: unique in the stack. */
  readonly logicalId: string;
  /** `organisation/project/stack`. */
  readonly stack: string;
  /** `index.ts:42`, where the program declares it; says nothing about what is declared, so it is never a change. */
  readonly declaredAt?: string;
  /** Take over an object of the same name that nobody owns. */
  readonly adoptExisting: boolean;
  /** Receive connectors: what to do about rights that nobody declared. */
  readonly unmanagedPermissions?: "revoke" | "report";
  /** Receive connectors: declared as none, filled by `read`, so that they show as drift. */
  readonly unmanagedEntries?: readonly UnmanagedEntry[];
  /** Permissions: name of the connector, known in a first preview when its id is not. */
  readonly connectorName?: string;
  /** Accounts and send connectors: a secret of state, sent to the host when it changes and never read back. */
  readonly password?: string;
  /** How the program gave the password: for policies, which see no secrets. */
  readonly passwordGiven?: "secret" | "plain";
}

/** Inputs from the SDK about the run alone; they never reach state. */
export interface RunInputs {
  readonly preview: boolean;
  /** Receive connectors: entries whose adoption must not be preceded by their revocation. */
  readonly declaredEntries: readonly DeclaredEntry[];
}

const COMMON = ["logicalId", "stack", "declaredAt", "adoptExisting"] as const;

/** Names of the inputs beside the settings that state keeps. */
export const HIDDEN_INPUTS: Readonly<Record<ResourceKind, readonly (keyof HiddenInputs)[]>> = {
  ReceiveConnector: [...COMMON, "unmanagedPermissions", "unmanagedEntries"],
  ConnectorPermission: [...COMMON, "connectorName"],
  AcceptedDomain: COMMON,
  SendConnector: [...COMMON, "password", "passwordGiven"],
  RelayUser: [...COMMON, "password", "passwordGiven"],
  RelayGroup: COMMON,
  TransportConfig: COMMON,
};

/** Names of the inputs that state does not keep. */
export const RUN_INPUTS: readonly string[] = ["preview", "declaredEntries", "__provider"];

/** The named properties that are there. */
export function pick(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(
    names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
}

/** Stack and logical id in one text; undefined where either is missing. */
export function ownerKey(properties: Properties): string | undefined {
  const { stack, logicalId } = properties;
  return typeof stack === "string" && typeof logicalId === "string" ? `${stack}/${logicalId}` : undefined;
}

/** How messages call a resource: the name that the program gave it, where it is known. */
export function resourceName(properties: Properties, unnamed = "resource"): string {
  const logicalId = properties["logicalId"];
  return typeof logicalId === "string" ? (logicalId.split("::").at(-1) ?? logicalId) : unnamed;
}
