import type { SettingsOf } from "../model";
import type { DeclaredEntry } from "./hidden-inputs";
import type { ResourceKind } from "./relay-host";

/** A resource of the program as `check` saw it. Settings may hold unknown values during a preview. */
export interface DeclarationOf<K extends ResourceKind> {
  readonly kind: K;
  /** Unique in the stack. */
  readonly logicalId: string;
  readonly settings: SettingsOf[K];
  /** Permissions: name of the connector, when the program gave the resource. */
  readonly connectorName?: string | undefined;
  /** Receive connectors: entries that the program declares on it. */
  readonly declaredEntries?: readonly DeclaredEntry[];
}

/** A declaration of any kind. */
export type Declaration = { readonly [K in ResourceKind]: DeclarationOf<K> }[ResourceKind];
