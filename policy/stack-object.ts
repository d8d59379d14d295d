import type { Kind, Owner, SettingsOf } from "../model";

/** A resource of the stack, as a rule sees it. */
export interface StackObjectOf<K extends Kind> {
  readonly kind: K;
  readonly urn: string;
  /** Logical name in the program. */
  readonly name: string;
  /** By which the host knows the declaration; null for a resource that the program only looks up. */
  readonly owner: Owner | null;
  /** Settled; values that are not known yet are UNKNOWN, unless a rule is shown what they might be. */
  readonly settings: SettingsOf[K];
  /** Permissions: URN or name of the connector, whatever the program lets one know. */
  readonly connectorUrn?: string | undefined;
  readonly connectorName?: string | undefined;
  /** Kinds with a password: how the program gave it; absent where it gave none. */
  readonly passwordGiven?: PasswordGiven | undefined;
}

/** `secret`: an output marked secret. `plain`: text that the program or the stack's configuration holds in clear. */
export type PasswordGiven = "secret" | "plain";

/** A resource of any kind. */
export type StackObject = { readonly [K in Kind]: StackObjectOf<K> }[Kind];

/** How messages call a resource. */
export function nameOf({ kind, name }: Pick<StackObject, "kind" | "name">): string {
  return `${kind} "${name}"`;
}
