import type { ConfigDocument } from "../config-document";
import type { Failure } from "../failure";
import type { RevertTarget } from "../revert/revert-target";
import type { Kind, SettingsOf } from "../settings";
import { objectName } from "../write/object-name";
import { isOfKind, objectsOfKind } from "../write/object-collections";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import { accountsOf } from "./restore-accounts";

/** How a document is to be put in the place of what a host has. */
export interface RestoreWish {
  readonly document: ConfigDocument;
  /** `left-out`: users, groups and their permissions stay as the host has them. */
  readonly accounts: "restored" | "left-out";
}

/** What every object becomes, by its id, or why that cannot be. */
export type RestoreTargets =
  | {
      readonly ok: true;
      readonly targets: ReadonlyMap<string, RevertTarget>;
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly failures: readonly Failure[] };

/** One object of the document. */
interface Wanted {
  readonly kind: Kind;
  /** What is the same in the host's object and in the document's. */
  readonly keys: readonly string[];
  readonly name: string;
  readonly settings: SettingsOf[Kind];
  readonly passwordHash?: string;
}

/**
 * Finds for each object of a document the host's by its name: it keeps GUID, owner and secrets. What the host has beyond
 * the document goes; what only the document has is new, and nobody's.
 */
export function restoreTargets(state: RecordedState, wish: RestoreWish, newId: () => string): RestoreTargets {
  const { document, notices } = wish.accounts === "left-out" ? accountsOf(wish.document) : asItIs(wish.document);
  const targets = new Map<string, RevertTarget>();
  const connectorIds = new Map<string, string>();
  for (const list of [simpleWanted(document), () => permissionsWanted(document, connectorIds)]) {
    const wanted = typeof list === "function" ? list() : list;
    for (const [kind, own] of Map.groupBy(wanted, (one) => one.kind)) {
      const matched = match(own, [...objectsOfKind(state, kind).values()]);
      for (const [one, known] of matched) {
        const id = known?.id ?? newId();
        if (kind === "ReceiveConnector") connectorIds.set(one.name.toLowerCase(), id);
        targets.set(id, targetOf(one, { id, known, version: newId() }));
      }
    }
  }
  for (const target of goneTargets(state, targets, wish)) targets.set(target.id, target);
  const failures = [...targets.values()].flatMap((target) => withoutPassword(state, target));
  return failures.length > 0 ? { ok: false, failures } : { ok: true, targets, notices };
}

function asItIs(document: ConfigDocument): ReturnType<typeof accountsOf> {
  return { document, notices: [] };
}

function simpleWanted(document: ConfigDocument): readonly Wanted[] {
  return [
    ...document.receiveConnectors.map(({ revision: _r, relayLimitedTo: _l, enforced: _e, ...settings }) => {
      return named("ReceiveConnector", settings.name, settings);
    }),
    ...document.acceptedDomains.map((settings) => named("AcceptedDomain", settings.domainName, settings)),
    ...document.sendConnectors.map((settings) => named("SendConnector", settings.name, settings)),
    ...document.relayUsers.map(({ passwordHash, ...settings }) => {
      const user = named("RelayUser", settings.username, settings);
      return passwordHash === undefined ? user : { ...user, passwordHash };
    }),
    ...document.relayGroups.map((settings) => named("RelayGroup", settings.name, settings)),
    {
      kind: "TransportConfig",
      keys: ["transport-config"],
      name: "TransportConfig",
      settings: document.transportConfig,
    },
  ];
}

function named(kind: Kind, name: string, settings: SettingsOf[Kind]): Wanted {
  return { kind, keys: [name.toLowerCase()], name, settings };
}

/** A permission is the same with the same rights; else with the same principal and access. */
function permissionsWanted(document: ConfigDocument, connectorIds: ReadonlyMap<string, string>): readonly Wanted[] {
  return document.connectorPermissions.map((entry) => {
    const connector = connectorIds.get(entry.connector.toLowerCase()) ?? entry.connector;
    const settings = { ...entry, connector };
    const name = `${entry.connector}: ${entry.access} ${entry.principal}`;
    return { kind: "ConnectorPermission", keys: permissionKeys(settings), name, settings };
  });
}

function permissionKeys(settings: SettingsOf["ConnectorPermission"]): readonly string[] {
  const common = JSON.stringify([settings.connector, settings.principal.toLowerCase(), settings.access]);
  return [`${common} ${settings.extendedRights.toSorted().join()}`, common];
}

function keysOf({ kind, settings }: ObjectRecord): readonly string[] {
  if (kind === "ConnectorPermission") return permissionKeys(settings as SettingsOf["ConnectorPermission"]);
  if (kind === "TransportConfig") return ["transport-config"];
  const facts = settings as { readonly name?: string; readonly domainName?: string; readonly username?: string };
  return [(facts.name ?? facts.domainName ?? facts.username ?? "").toLowerCase()];
}

/** Pairs by the first key, what is left by the next; each of the host's objects at most once. */
function match(wanted: readonly Wanted[], known: readonly ObjectRecord[]) {
  const pairs = new Map<Wanted, ObjectRecord | undefined>(wanted.map((one) => [one, undefined]));
  const free = new Set(known);
  const most = Math.max(0, ...wanted.map(({ keys }) => keys.length));
  for (let level = 0; level < most; level++) {
    const byKey = Map.groupBy(free, (object) => keysOf(object)[level]);
    for (const [one, paired] of pairs) {
      const found = paired === undefined ? byKey.get(one.keys[level])?.shift() : undefined;
      if (found === undefined) continue;
      pairs.set(one, found);
      free.delete(found);
    }
  }
  return pairs;
}

interface Identity {
  readonly id: string;
  /** Undefined: it is new. */
  readonly known: ObjectRecord | undefined;
  /** For a password that it comes with. */
  readonly version: string;
}

function targetOf({ kind, name, settings, passwordHash }: Wanted, { id, known, version }: Identity): RevertTarget {
  const then = { settings: settings as unknown as Readonly<Record<string, unknown>>, owner: null };
  const fresh = known === undefined;
  const lost = fresh || beginsLogin(known, settings);
  const password = fresh && passwordHash !== undefined ? { password: { version, hash: passwordHash } } : {};
  // What goes on being enforced of an observed connector is kept while it is one.
  return { kind, id, name, then, firstChangedAt: Infinity, passwordLost: lost, ...password };
}

/** A send connector that has no password here, and did not need one. */
function beginsLogin(known: ObjectRecord, settings: SettingsOf[Kind]): boolean {
  if (!isOfKind(known, "SendConnector") || known.secretVersion !== null) return false;
  const { smartHostAuthMechanism: mechanism } = settings as SettingsOf["SendConnector"];
  return known.settings.smartHostAuthMechanism === "None" && mechanism !== "None";
}

const ACCOUNTS: readonly Kind[] = ["RelayUser", "RelayGroup"];
const ALL: readonly Kind[] = [
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
  "RelayUser",
  "RelayGroup",
];

/** What the host has beyond the document. Accounts that are left out stay, with their rights on connectors that stay. */
function goneTargets(
  state: RecordedState,
  targets: ReadonlyMap<string, RevertTarget>,
  { accounts }: RestoreWish,
): readonly RevertTarget[] {
  const names = new Set(
    [...state.relayUsers.values(), ...state.relayGroups.values()].map((object) => keysOf(object)[0] ?? ""),
  );
  const stays = (object: ObjectRecord): boolean => {
    if (accounts === "restored") return false;
    if (ACCOUNTS.includes(object.kind)) return true;
    if (object.kind !== "ConnectorPermission") return false;
    const { principal, connector } = object.settings as SettingsOf["ConnectorPermission"];
    return names.has(principal.toLowerCase()) && targets.has(connector);
  };
  return ALL.flatMap((kind) => [...objectsOfKind(state, kind).values()])
    .filter((object) => !targets.has(object.id) && !stays(object))
    .map((object) => {
      const { kind, id } = object;
      return { kind, id, name: objectName(state, object), then: null, firstChangedAt: 0, passwordLost: false };
    });
}

/** Nobody could log in as a new account without its password's hash. */
function withoutPassword(state: RecordedState, { kind, id, name, then, password }: RevertTarget): readonly Failure[] {
  if (kind !== "RelayUser" || then === null || password !== undefined || state.relayUsers.has(id)) return [];
  const message =
    `RelayUser "${name}" is not on this host, and the document has no passwordHash for it: export with --with-secrets, ` +
    `or restore with --without-users.`;
  return [{ code: "RELAY_PASSWORD_NEEDED", property: "passwordHash", message }];
}
