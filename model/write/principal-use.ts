import { sameName } from "./clash";
import type { SettingsWish } from "./judge-beside-others";
import { describeObject } from "./object-name";
import { isOfKind } from "./object-collections";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

type Entry = ObjectRecord<"ConnectorPermission">;

/** What names an account or group. */
export interface PrincipalUse {
  /** Entries that give it rights or take them. */
  readonly entries: readonly Entry[];
  /** Accounts that belong to the group. */
  readonly members: readonly ObjectRecord<"RelayUser">[];
}

const NO_USE: PrincipalUse = { entries: [], members: [] };

/** Name of an account or group; undefined for every other kind. */
export function principalName(object: Pick<ObjectRecord, "kind" | "settings">): string | undefined {
  const record = object as ObjectRecord;
  if (isOfKind(record, "RelayUser")) return record.settings.username;
  return isOfKind(record, "RelayGroup") ? record.settings.name : undefined;
}

/** What would name nobody without this object: nothing while another one has its name. */
export function principalUse(state: RecordedState, object: ObjectRecord): PrincipalUse {
  const name = principalName(object);
  if (name === undefined || hasNamesake(state, object, name)) return NO_USE;
  const entries = [...state.connectorPermissions.values()].filter(({ settings }) => sameName(settings.principal, name));
  if (object.kind !== "RelayGroup") return { entries, members: [] };
  const isMember = ({ settings }: ObjectRecord<"RelayUser">) => settings.groups.some((group) => sameName(group, name));
  return { entries, members: [...state.relayUsers.values()].filter(isMember) };
}

function hasNamesake(state: RecordedState, object: ObjectRecord, name: string): boolean {
  const all: readonly ObjectRecord[] = [...state.relayUsers.values(), ...state.relayGroups.values()];
  return all.some((other) => other.id !== object.id && sameName(principalName(other) ?? "", name));
}

/** A deleted principal's entries go with it, those of others apart; memberships by hand must be ended before. */
export function refuseDelete(
  state: RecordedState,
  object: ObjectRecord,
  use: PrincipalUse,
  stack: string | null,
): WriteProblem | undefined {
  const isOwn = ({ owner }: ObjectRecord) => owner === null || owner.stack === object.owner?.stack;
  const members = stack === null ? use.members : use.members.filter((user) => !isOwn(user));
  return inUse(state, object, [...use.entries.filter((entry) => !isOwn(entry)), ...members]);
}

/**
 * Within its own stack a rename is followed: the program names the new one, and the same run writes that. Until then the
 * old name is nobody's and grants nothing.
 */
export function refuseRename(
  state: RecordedState,
  { before, settings, stack }: Pick<SettingsWish, "settings" | "stack"> & { readonly before: ObjectRecord },
): WriteProblem | undefined {
  const name = principalName(before);
  const renamed = principalName({ kind: before.kind, settings });
  if (name === undefined || renamed === undefined || sameName(name, renamed)) return undefined;
  const follows = ({ owner }: ObjectRecord) => stack !== null && owner?.stack === stack;
  const { entries, members } = principalUse(state, before);
  return inUse(
    state,
    before,
    [...entries, ...members].filter((other) => !follows(other)),
  );
}

function inUse(state: RecordedState, object: ObjectRecord, others: readonly ObjectRecord[]): WriteProblem | undefined {
  if (others.length === 0) return undefined;
  const list = others.map((other) => describeObject(state, other)).join("; ");
  return { code: "RELAY_PRINCIPAL_IN_USE", detail: `${describeObject(state, object)} is named by others: ${list}.` };
}
