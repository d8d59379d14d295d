import type { Kind, Owner } from "../../model";
import type { DeclaredSource } from "./declared";
import type { DriftHost } from "./drift-host";
import type { Found } from "./find-drift";
import { fingerprint } from "./fingerprint";
import type { Finding, FindingKind } from "./finding";
import type { PropertyDrift } from "./compare-properties";
import { MOST_MEANINGS } from "./meanings";
import type { Change } from "./trace-changes";
import { type UpEffect, upEffect } from "./up-effect";

/** One difference with everything that is known about it. */
export interface DriftItem {
  /** SHA-256 of object, properties and their actual values: the same drift has the same one. */
  readonly fingerprint: string;
  readonly kind: FindingKind;
  readonly object: {
    readonly kind: Kind;
    /** GUID on the host; null: it is not there. */
    readonly id: string | null;
    readonly name: string;
    readonly stack: string | null;
    readonly logicalId: string | null;
    /** Where the program declares it. */
    readonly declaredAt: string | null;
    /** Commit that declared what the host had from the stack last. */
    readonly commit: string | null;
  };
  readonly properties: readonly PropertyDrift[];
  /** The newest first; none: the audit does not say. */
  readonly changes: readonly Change[];
  /** What it means for who may send what where; none: nothing for anybody. */
  readonly meaning: readonly string[];
  readonly up: UpEffect;
}

/** Everything that `relayctl drift` says. */
export interface DriftReport {
  readonly formatVersion: 1;
  readonly source: { readonly kind: DeclaredSource["kind"]; readonly label: string; readonly stack: string | null };
  readonly host: {
    readonly name: string;
    readonly endpoint: string;
    readonly installation: { readonly id: string; readonly epoch: number };
    readonly revision: number;
  };
  /** RFC 3339. */
  readonly at: string;
  /** What is not as declared. */
  readonly drift: readonly DriftItem[];
  /** What is worth knowing, and is nothing that anybody has to mend. */
  readonly information: readonly DriftItem[];
  /** Properties that are encrypted in the state, and could not be compared. */
  readonly unreadable: readonly string[];
  readonly notes: readonly string[];
}

export interface ReportParts {
  readonly source: DeclaredSource;
  readonly host: DriftHost;
  readonly endpoint: string;
  readonly found: Found;
  readonly changes: ReadonlyMap<Finding, readonly Change[]>;
  readonly meanings: ReadonlyMap<Finding, readonly string[]>;
  /** Objects that nobody declares: drift, or no more than information. */
  readonly undeclared: "drift" | "information";
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Joins what was found with who did it and what it means. */
export function driftReport(parts: ReportParts): DriftReport {
  const { source, host, endpoint, found, at } = parts;
  const items = found.findings.map((finding) => ({ finding, item: driftItem(finding, parts) }));
  const isDrift = ({ finding }: (typeof items)[number]) => !isInformation(finding, parts);
  const only = (wanted: typeof items) => wanted.map(({ item }) => item);
  return {
    formatVersion: 1,
    source: { kind: source.kind, label: source.label, stack: source.stack },
    host: { name: host.name, endpoint, installation: host.installation, revision: host.revision },
    at: new Date(at).toISOString(),
    drift: only(items.filter(isDrift)),
    information: only(items.filter((item) => !isDrift(item))),
    unreadable: found.unreadable,
    notes: [...source.notes, ...meaningNotes(found.findings.length)],
  };
}

function meaningNotes(findings: number): readonly string[] {
  if (findings <= MOST_MEANINGS) return [];
  return [`What it means is told of ${MOST_MEANINGS} findings alone; relayctl impact compares whole configurations.`];
}

function driftItem(finding: Finding, { source, changes, meanings }: ReportParts): DriftItem {
  const { kind, objectKind, name, owner, declared, actual, properties } = finding;
  return {
    fingerprint: fingerprint(finding),
    kind,
    object: {
      kind: objectKind,
      id: actual?.id ?? null,
      name,
      ...ownerOf(owner ?? actual?.owner ?? null),
      declaredAt: declared?.declaredAt ?? placeOn(actual),
      commit: actual?.declaredIn?.commit ?? null,
    },
    properties,
    changes: changes.get(finding) ?? [],
    meaning: meanings.get(finding) ?? [],
    up: upEffect(finding, source),
  };
}

function ownerOf(owner: Owner | null) {
  return { stack: owner?.stack ?? null, logicalId: owner?.logicalId ?? null };
}

function placeOn(actual: Finding["actual"]): string | null {
  const { file = null, line = null } = actual?.declaredIn ?? {};
  return file === null || line === null ? null : `${file}:${line}`;
}

// While an `up` is at work a newer connector stands beside the one that it takes over from, for seconds.
const SUPERSEDED_FOR_LONG_MS = 10 * 60_000;

function isInformation(finding: Finding, { undeclared, changes, at }: ReportParts): boolean {
  switch (finding.kind) {
    case "pending":
    case "not-made":
    case "other-stack":
      return true;
    case "undeclared":
      return undeclared === "information" || isOfInstallation(finding, changes.get(finding) ?? []);
    case "changed":
    case "password-changed":
    case "deleted":
    case "taken":
    case "undeclared-right":
    case "left-over":
      return false;
    case "superseded":
      return at - Date.parse(finding.actual?.supersededSince ?? "") < SUPERSEDED_FOR_LONG_MS;
  }
}

// `relayctl serve --initial-trusted-proxies` has set it up: nobody has had a hand in it since.
function isOfInstallation({ objectKind }: Finding, changes: readonly Change[]): boolean {
  return (
    objectKind === "TransportConfig" && changes.length > 0 && changes.every(({ tokenId }) => tokenId === "installation")
  );
}
