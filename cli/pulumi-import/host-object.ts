import type { ResourceKind, SettingsOf } from "../../model";

/** An object of a host, as far as an import file needs it. */
export interface HostObject<K extends ResourceKind = ResourceKind> {
  readonly kind: K;
  readonly id: string;
  readonly settings: SettingsOf[K];
  readonly revision: number;
  readonly owner: { readonly stack: string; readonly logicalId: string } | null;
  /** Which password is stored; null: none. */
  readonly secretVersion?: string | null;
  readonly installation: { readonly id: string; readonly epoch: number };
}
