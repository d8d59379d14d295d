import { judgePrincipal } from "../judge-together-references";
import type { Kind, SettingsOf } from "../settings";
import { sameName } from "./clash";
import { defaultDomainElsewhere } from "./default-domain";
import { type AccountWish, judgeAccount, takenAccountName } from "./judge-account";
import { postmasterElsewhere } from "./postmaster-domain";
import { problemOf } from "./problem-of";
import { rangeConflict } from "./range-conflicts";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import { selectionDiffers } from "./selector";
import type { WriteProblem } from "./write-result";

/** Settings that an object is to get from a writer. */
export interface SettingsWish<K extends Kind = Kind> {
  readonly kind: K;
  readonly settings: SettingsOf[K];
  /** The object as it is; null for a new one. */
  readonly before: ObjectRecord | null;
  /** Null: by hand. */
  readonly stack: string | null;
}

/** What settings that are valid in themselves can do wrong beside other objects, names apart. */
export function judgeBesideOthers(state: RecordedState, wish: SettingsWish): WriteProblem | undefined {
  // The kind says which settings these are; the pairs cannot be told apart by their types.
  switch (wish.kind) {
    case "ConnectorPermission":
      return judgeEntry(state, wish, wish.settings as SettingsOf["ConnectorPermission"]);
    case "ReceiveConnector":
      return judgeConnector(state, wish, wish.settings as SettingsOf["ReceiveConnector"]);
    case "TransportConfig":
      return newPostmaster(state, wish.settings as SettingsOf["TransportConfig"]);
    case "RelayUser":
      return judgeAccount(state, wish as AccountWish);
    case "RelayGroup":
      return judgeGroup(state, wish, wish.settings as SettingsOf["RelayGroup"]);
    case "AcceptedDomain":
    case "SendConnector":
      return undefined;
  }
}

function judgeGroup(state: RecordedState, { stack }: SettingsWish, { name }: SettingsOf["RelayGroup"]) {
  return takenAccountName(state.relayUsers, { name, property: "name", stack });
}

function judgeConnector(state: RecordedState, wish: SettingsWish, settings: SettingsOf["ReceiveConnector"]) {
  return takenRanges(state, wish, settings) ?? defaultDomainElsewhere(state, { ...wish, settings });
}

function takenRanges(state: RecordedState, wish: SettingsWish, settings: SettingsOf["ReceiveConnector"]) {
  if (!asksForClients(wish, settings)) return undefined;
  return rangeConflict(state, { id: wish.before?.id ?? null, settings, stack: wish.stack });
}

function newPostmaster(state: RecordedState, settings: SettingsOf["TransportConfig"]): WriteProblem | undefined {
  const isSame = settings.postmaster === state.transportConfig.settings.postmaster;
  return isSame ? undefined : postmasterElsewhere(state, settings);
}

function judgeEntry(state: RecordedState, wish: SettingsWish, settings: SettingsOf["ConnectorPermission"]) {
  return missingConnector(state, settings) ?? missingPrincipal(state, wish, settings);
}

// Within one run an account may be renamed before the entry that names it is replaced.
function missingPrincipal(
  state: RecordedState,
  { before }: SettingsWish,
  { principal }: SettingsOf["ConnectorPermission"],
): WriteProblem | undefined {
  const was = (before?.settings as SettingsOf["ConnectorPermission"] | undefined)?.principal;
  if (was !== undefined && sameName(was, principal)) return undefined;
  const isDeclared = (name: string) =>
    [...state.relayUsers.values()].some(({ settings }) => sameName(settings.username, name)) ||
    [...state.relayGroups.values()].some(({ settings }) => sameName(settings.name, name));
  return problemOf(judgePrincipal(principal, isDeclared)[0]);
}

function missingConnector(
  state: RecordedState,
  { connector }: SettingsOf["ConnectorPermission"],
): WriteProblem | undefined {
  if (state.receiveConnectors.has(connector)) return undefined;
  const detail = `There is no receive connector with the id ${connector}. An entry needs its connector: create that first.`;
  return { code: "RELAY_CONNECTOR_UNKNOWN", property: "connector", detail };
}

// Leaving the ranges alone is no new conflict, whoever edits the rest of a connector.
function asksForClients({ before, stack }: SettingsWish, settings: SettingsOf["ReceiveConnector"]): boolean {
  if (before === null) return true;
  const changesStack = stack !== null && before.owner?.stack !== stack;
  return changesStack || selectionDiffers(before.settings as SettingsOf["ReceiveConnector"], settings);
}
