import type { Kind, SettingsOf } from "../settings";
import type { Owner } from "../stored-object";
import { objectName } from "./object-name";
import { type SecretChange, secretChange } from "./prepared-secret";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteAction } from "./write-plan";

/** What the audit keeps of an object. No kind has secrets in its settings; ownership tokens stay out. */
export interface AuditedObject {
  readonly settings: SettingsOf[Kind];
  readonly owner: Owner | null;
}

/** One object's change, as the audit tells it. */
export interface WriteEvent {
  readonly action: WriteAction;
  readonly kind: Kind;
  readonly objectId: string;
  readonly name: string;
  readonly before: AuditedObject | null;
  readonly after: AuditedObject | null;
  /** Absent: the password stayed, or there is none. */
  readonly secret?: SecretChange;
}

/** Tells one change; `state` is where names of connectors are looked up. */
export function describeEvent(
  state: RecordedState,
  change: { readonly action: WriteAction; readonly before: ObjectRecord | null; readonly after: ObjectRecord | null },
): WriteEvent | undefined {
  const { action, before, after } = change;
  const object = after ?? before;
  if (object === null) return undefined;
  const { kind, id } = object;
  const secret = secretChange(before?.secretVersion ?? null, after?.secretVersion ?? null);
  return {
    action,
    kind,
    objectId: id,
    name: objectName(state, object),
    before: audited(before),
    after: audited(after),
    ...(secret === undefined ? {} : { secret }),
  };
}

function audited(object: ObjectRecord | null): AuditedObject | null {
  return object === null ? null : { settings: object.settings, owner: object.owner };
}
