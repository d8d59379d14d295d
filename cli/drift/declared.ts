import type { Kind, Owner, SettingsOf } from "../../model";

/** An object as something outside the host declares it. */
export interface DeclaredOf<K extends Kind> {
  readonly kind: K;
  /** GUID; undefined where nothing knows it: a config document, a resource that no `up` has made yet. */
  readonly id: string | undefined;
  /** Settled. A property in `hidden` may hold anything. */
  readonly settings: SettingsOf[K];
  /** Properties that cannot be read, or must not be shown: encrypted in the state, or marked as secrets. */
  readonly hidden: readonly HiddenProperty[];
  /** Permissions: name of the connector, where it is known. */
  readonly connectorName: string | undefined;
  /** Null: a config document, which names no resources. */
  readonly owner: Owner | null;
  /** `index.ts:42`, as state has it. */
  readonly declaredAt: string | undefined;
  /** Revision of the object at the stack's last write or refresh; undefined where nothing knows it. */
  readonly revision: number | undefined;
  /** Which password the host had then; undefined: nothing knows. */
  readonly secretVersion: string | null | undefined;
  readonly declaresPassword: boolean;
  /** Receive connectors: what `up` does with rights that nobody declares. */
  readonly unmanagedPermissions: "revoke" | "report";
  /** Of a program: settings of the last `up`, where the program has others by now. */
  readonly former?: SettingsOf[K] | undefined;
}

export type Declared = { readonly [K in Kind]: DeclaredOf<K> }[Kind];

export interface HiddenProperty {
  readonly name: string;
  /** `unreadable` is encrypted: it cannot be compared. `secret` is compared, and shown to nobody. */
  readonly why: "unreadable" | "secret";
}

/** What a host is compared with. */
export interface DeclaredSource {
  readonly kind: "state" | "program" | "document";
  /** File or stdin, for messages. */
  readonly label: string;
  /** `organisation/project/stack`; null: a config document. */
  readonly stack: string | null;
  readonly objects: readonly Declared[];
  /** GUIDs of objects that the program declares no more, and the next `up` deletes. */
  readonly leaving?: ReadonlySet<string>;
  /** The installation that the stack's objects live on; null where nothing says so. */
  readonly installation: { readonly id: string; readonly epoch: number } | null;
  /** What the user ought to know about the source. */
  readonly notes: readonly string[];
}
