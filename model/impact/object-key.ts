import type { Kind, SettingsOf } from "../settings";
import type { Owner } from "../stored-object";

/** What tells one object from the others of its kind, on whatever host or in whatever document. */
export interface ObjectKeyOf<K extends Kind> {
  readonly kind: K;
  /** GUID. Where no object has it (a config document has no GUIDs), the naming settings decide. */
  readonly id?: string | undefined;
  /** The naming ones are looked at: name, domain, username; connector, principal, access and rights. */
  readonly settings: Partial<SettingsOf[K]>;
  /** Permissions: name of the connector, for where no connector has the GUID in `settings.connector`. */
  readonly connectorName?: string | undefined;
}

/** Key of an object of any kind. */
export type ObjectKey = { readonly [K in Kind]: ObjectKeyOf<K> }[Kind];

/** An object as a program declares it, with settled settings in which everything is known. */
export interface DeclaredObjectOf<K extends Kind> extends ObjectKeyOf<K> {
  readonly settings: SettingsOf[K];
  /** What it was called before, where it is renamed. */
  readonly was?: ObjectKeyOf<K> | undefined;
  /** Who owns it from now on; left out: who owned it before, for a new object nobody. */
  readonly owner?: Owner | undefined;
  /** Receive connectors: `revoke` takes the entries away that nobody declares (default: `report`). */
  readonly unmanagedPermissions?: "revoke" | "report" | undefined;
}

/** Declared object of any kind. */
export type DeclaredObject = { readonly [K in Kind]: DeclaredObjectOf<K> }[Kind];
