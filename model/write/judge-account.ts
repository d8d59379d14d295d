import type { SettingsOf } from "../settings";
import { sameName } from "./clash";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

/** An account as somebody wants it. */
export interface AccountWish {
  readonly settings: SettingsOf["RelayUser"];
  /** As it is; null for a new one. */
  readonly before: ObjectRecord<"RelayUser"> | null;
  /** Null: by hand. */
  readonly stack: string | null;
}

/**
 * What an account can do wrong beside others: take a group's name or another account's certificate, or belong to a
 * group that is not there.
 */
export function judgeAccount(state: RecordedState, wish: AccountWish): WriteProblem | undefined {
  const { settings, stack } = wish;
  return (
    takenAccountName(state.relayGroups, { name: settings.username, property: "username", stack }) ??
    takenCertificate(state, wish) ??
    missingGroup(state, settings)
  );
}

function missingGroup(state: RecordedState, { groups }: SettingsOf["RelayUser"]): WriteProblem | undefined {
  const known = [...state.relayGroups.values()].map((group) => group.settings.name);
  const missing = groups.find((name) => !known.some((group) => sameName(group, name)));
  if (missing === undefined) return undefined;
  const detail = `groups names ${JSON.stringify(missing)}, and there is no such relay group: declare the RelayGroup first.`;
  return { code: "RELAY_GROUP_UNKNOWN", property: "groups", detail };
}

/**
 * A certificate stands for one account: whoever else named it would turn its holder into somebody else. Within one stack
 * it may go from account to account in a run, as a name does.
 */
function takenCertificate(state: RecordedState, { settings, before, stack }: AccountWish): WriteProblem | undefined {
  const had = before?.settings.clientCertificates ?? [];
  const asked = settings.clientCertificates.filter((fingerprint) => !had.includes(fingerprint));
  if (asked.length === 0) return undefined;
  for (const { id, settings: other, owner } of state.relayUsers.values()) {
    const isObstacle = id !== before?.id && (stack === null || owner?.stack !== stack);
    const taken = isObstacle ? asked.find((fingerprint) => other.clientCertificates.includes(fingerprint)) : undefined;
    if (taken === undefined) continue;
    const holder = `RelayUser ${JSON.stringify(other.username)} of ${owner === null ? "nobody" : `stack ${owner.stack}`}`;
    const detail = `clientCertificates names ${taken}, which stands for the ${holder}: a certificate stands for one account, take it out there first.`;
    return { code: "RELAY_NAME_TAKEN", property: "clientCertificates", detail };
  }
  return undefined;
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
