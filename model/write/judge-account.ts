import type { SettingsOf } from "../settings";
import { sameName } from "./clash";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

/** What an account can do wrong beside groups: take a group's name, or belong to a group that is not there. */
export function judgeAccount(
  state: RecordedState,
  settings: SettingsOf["RelayUser"],
  stack: string | null,
): WriteProblem | undefined {
  const { username, groups } = settings;
  const taken = takenAccountName(state.relayGroups, { name: username, property: "username", stack });
  if (taken !== undefined) return taken;
  const known = [...state.relayGroups.values()].map((group) => group.settings.name);
  const missing = groups.find((name) => !known.some((group) => sameName(group, name)));
  if (missing === undefined) return undefined;
  const detail = `groups names ${JSON.stringify(missing)}, and there is no such relay group: declare the RelayGroup first.`;
  return { code: "RELAY_GROUP_UNKNOWN", property: "groups", detail };
}

/** A name that an account or a group asks for. */
export interface AccountNameWish {
  readonly name: string;
  readonly property: "username" | "name";
  /** Null: by hand. */
  readonly stack: string | null;
}

/**
 * Accounts and groups share one namespace: a permission names either. One of the same stack is no obstacle: an account
 * that becomes a group is there until the end of the run, and what a program declares twice its check refuses.
 */
export function takenAccountName(
  others: ReadonlyMap<string, ObjectRecord<"RelayUser"> | ObjectRecord<"RelayGroup">>,
  { name, property, stack }: AccountNameWish,
): WriteProblem | undefined {
  const holder = [...others.values()].find(
    ({ settings, owner }) =>
      (stack === null || owner?.stack !== stack) &&
      sameName("username" in settings ? settings.username : settings.name, name),
  );
  if (holder === undefined) return undefined;
  const owner = holder.owner === null ? "nobody" : `stack ${holder.owner.stack}`;
  const detail = `${property} is ${JSON.stringify(name)}, which the ${holder.kind} of ${owner} is called: accounts and groups share one namespace, choose another name.`;
  return { code: "RELAY_NAME_TAKEN", property, detail };
}
