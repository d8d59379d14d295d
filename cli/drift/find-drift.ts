import { judgeRangesAgainst, type Kind, TYPE_TOKEN } from "../../model";
import { isUntouchedTransport } from "../untouched-transport";
import { compareProperties } from "./compare-properties";
import type { Declared, DeclaredSource } from "./declared";
import type { DriftHost, HostObject, HostObjectOf } from "./drift-host";
import type { Finding, FindingKind } from "./finding";
import { type Pair, type Pairs, pairDeclared } from "./pair-declared";

/** Everything in which a host differs from a source. */
export interface Found {
  readonly findings: readonly Finding[];
  /** `ReceiveConnector "CRM": comment`: encrypted in the state, so nobody can tell. */
  readonly unreadable: readonly string[];
}

/** Compares a source with a host. */
export function findDrift(source: DeclaredSource, host: DriftHost): Found {
  const joined = pairDeclared(source, host);
  const compared = joined.pairs.map((pair) => comparePair(pair, joined, host));
  return {
    findings: [...inOrder(compared.flatMap(({ findings }) => findings)), ...inOrder(restFindings(source, joined))],
    unreadable: compared.flatMap(({ unreadable }) => unreadable),
  };
}

const KINDS = Object.keys(TYPE_TOKEN) as readonly Kind[];

// The state's own order is that in which a run happened to finish.
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const key = ({ objectKind, name }: Finding) => `${KINDS.indexOf(objectKind)} ${name}`;
  return findings.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

function comparePair(pair: Pair, joined: Pairs, host: DriftHost): Found {
  const { declared, actual } = pair;
  const name = joined.labelOf(declared);
  const about = { objectKind: declared.kind, name, owner: declared.owner, declared, actual, properties: [] };
  if (actual === undefined) return { findings: absentFindings(about, declared, joined), unreadable: [] };
  const { changed, pending, unreadable } = compareProperties({ declared, actual });
  const findings: readonly (Finding | false)[] = [
    changed.length > 0 && { ...about, kind: "changed", properties: changed },
    pending.length > 0 && { ...about, kind: "pending", properties: pending },
    isPasswordChanged(pair) && { ...about, kind: "password-changed" },
    isTaken(pair) && { ...about, kind: "taken" },
    actual.supersededSince !== null && { ...about, kind: "superseded", ...newerOf(actual, host) },
  ];
  return {
    findings: findings.filter((finding) => finding !== false),
    unreadable: unreadable.map((property) => `${declared.kind} "${name}": ${property}`),
  };
}

function absentFindings(
  about: Omit<Finding, "kind">,
  declared: Declared,
  { rest, labelOf }: Pairs,
): readonly Finding[] {
  // Every host has one; only another kind of source could think that it has none.
  if (declared.kind === "TransportConfig") return [];
  const label = about.name.toLowerCase();
  // Of permissions a stack adopts what says the same.
  const inTheWay =
    declared.kind === "ConnectorPermission"
      ? undefined
      : rest.find((object) => object.kind === declared.kind && labelOf(object).toLowerCase() === label);
  const kind = declared.id === undefined && declared.owner !== null ? "not-made" : "deleted";
  return [{ ...about, kind, ...(inTheWay === undefined ? {} : { inTheWay }) }];
}

/** The connector of the same stack that has taken over clients of an older one. */
function newerOf(older: HostObject, { objects }: DriftHost): Pick<Finding, "newer"> {
  if (older.kind !== "ReceiveConnector") return {};
  const newer = objects.find(
    (object) =>
      object.kind === "ReceiveConnector" &&
      object.owner?.stack === older.owner?.stack &&
      object.selectionRevision > older.selectionRevision &&
      judgeRangesAgainst(holder(older), [holder(object)]).length > 0,
  );
  return newer === undefined ? {} : { newer };
}

function holder({ id, settings: { name, bindings, remoteIpRanges } }: HostObjectOf<"ReceiveConnector">) {
  return { key: id, label: `"${name}"`, bindings, remoteIpRanges };
}

function isPasswordChanged({ declared, actual }: Pair): boolean {
  return declared.secretVersion !== undefined && declared.secretVersion !== (actual?.secretVersion ?? null);
}

function isTaken({ declared: { owner }, actual }: Pair): boolean {
  return owner !== null && (owner.stack !== actual?.owner?.stack || owner.logicalId !== actual.owner.logicalId);
}

function restFindings(source: DeclaredSource, joined: Pairs): readonly Finding[] {
  const modes = new Map(
    joined.pairs.flatMap(({ declared, actual }) =>
      actual?.kind === "ReceiveConnector" ? [[actual.id, declared.unmanagedPermissions] as const] : [],
    ),
  );
  return joined.rest.flatMap((actual) => {
    if (isUntouchedTransport(actual)) return [];
    const mode = modes.get(connectorOf(actual) ?? "");
    const about = { objectKind: actual.kind, name: joined.labelOf(actual), owner: actual.owner, declared: undefined };
    const more = mode === undefined ? {} : { unmanagedPermissions: mode };
    return [{ ...about, kind: restKind(source, actual, mode !== undefined), actual, properties: [], ...more }];
  });
}

function restKind({ stack, leaving }: DeclaredSource, actual: HostObject, isOnDeclared: boolean): FindingKind {
  if (leaving?.has(actual.id) === true) return "pending";
  // A document declares all of a host.
  if (stack === null || actual.owner === null) return isOnDeclared ? "undeclared-right" : "undeclared";
  return actual.owner.stack === stack ? "left-over" : "other-stack";
}

function connectorOf({ kind, settings }: HostObject): string | undefined {
  return kind === "ConnectorPermission" ? settings.connector : undefined;
}
