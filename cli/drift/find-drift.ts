import { type Kind, TYPE_TOKEN } from "../../model";
import { compareProperties } from "./compare-properties";
import type { DeclaredSource } from "./declared";
import type { DriftHost, HostObject } from "./drift-host";
import type { Finding, FindingKind } from "./finding";
import { type Pair, type Pairs, pairDeclared } from "./pair-declared";
import { isUntouchedTransport } from "./untouched-transport";

/** Everything in which a host differs from a source. */
export interface Found {
  readonly findings: readonly Finding[];
  /** `ReceiveConnector "CRM": comment`: encrypted in the state, so nobody can tell. */
  readonly unreadable: readonly string[];
}

/** Compares a source with a host. */
export function findDrift(source: DeclaredSource, host: DriftHost): Found {
  const joined = pairDeclared(source, host);
  const compared = joined.pairs.map((pair) => comparePair(pair, joined));
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

function comparePair(pair: Pair, { labelOf, rest }: Pairs): Found {
  const { declared, actual } = pair;
  const name = labelOf(declared);
  const about = { objectKind: declared.kind, name, owner: declared.owner, declared, actual };
  if (actual === undefined) {
    const kind =
      declared.kind === "TransportConfig"
        ? undefined
        : declared.id === undefined && declared.owner !== null
          ? "not-made"
          : "deleted";
    const inTheWay = rest.find(
      (object) => object.kind === declared.kind && labelOf(object).toLowerCase() === name.toLowerCase(),
    );
    const finding = { ...about, properties: [], ...(inTheWay === undefined ? {} : { inTheWay }) };
    return { findings: kind === undefined ? [] : [{ ...finding, kind }], unreadable: [] };
  }
  const { changed, pending, unreadable } = compareProperties({ declared, actual });
  const kinds: readonly (FindingKind | undefined)[] = [
    changed.length > 0 ? "changed" : undefined,
    pending.length > 0 ? "pending" : undefined,
    isPasswordChanged(pair) ? "password-changed" : undefined,
    isTaken(pair) ? "taken" : undefined,
    actual.supersededSince === null ? undefined : "superseded",
  ];
  const findings = kinds
    .filter((kind) => kind !== undefined)
    .map((kind) => ({ ...about, kind, properties: kind === "changed" ? changed : kind === "pending" ? pending : [] }));
  return { findings, unreadable: unreadable.map((property) => `${declared.kind} "${name}": ${property}`) };
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
