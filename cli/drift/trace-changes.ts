import type { ControlClient } from "../../client";
import { canonicalJson } from "../../model";
import type { AuditItem } from "../audit/audit-item";
import { readAudit } from "../audit/read-audit";
import type { Finding } from "./finding";

/** Who changed something, when and from where, as the host's audit has it. */
export interface Change {
  /** Entry of the audit. */
  readonly sequence: number;
  /** RFC 3339. */
  readonly at: string;
  readonly action: string;
  readonly tokenId: string;
  readonly tokenName: string;
  /** Stack that it was written for; null: by hand. */
  readonly stack: string | null;
  readonly run: string | null;
  readonly commit: string | null;
  readonly program: string | null;
  /** Address that the request came from; null where the host has not kept it. */
  readonly address: string | null;
  /** Properties of the finding that it changed; what is not a property (a password, an owner) is not among them. */
  readonly properties: readonly string[];
}

// Of a long history the newest is what somebody looks for; the audit command has all of it.
const MOST_CHANGES = 5;
const MOST_PAGES = 10;
const AT_A_TIME = 4;
const UNTRACED: ReadonlySet<Finding["kind"]> = new Set(["other-stack", "not-made", "pending"]);

/** Asks the audit for the changes behind each finding, the newest first; none where it does not say. */
export async function traceChanges(
  client: ControlClient,
  findings: readonly Finding[],
): Promise<ReadonlyMap<Finding, readonly Change[]>> {
  const changes = new Map<Finding, readonly Change[]>();
  const waiting = findings.filter(({ kind }) => !UNTRACED.has(kind));
  const histories = new Map<string, Promise<readonly AuditItem[]>>();
  const trace = async () => {
    for (let finding = waiting.shift(); finding !== undefined; finding = waiting.shift()) {
      const id = finding.actual?.id ?? finding.declared?.id;
      if (id === undefined) continue;
      const history = histories.get(id) ?? readHistory(client, id, finding.declared?.revision ?? 0);
      histories.set(id, history);
      changes.set(finding, relevant(finding, await history));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, trace));
  return changes;
}

/** Applied changes of an object since a revision, the newest first. */
async function readHistory(client: ControlClient, object: string, since: number): Promise<readonly AuditItem[]> {
  const history: AuditItem[] = [];
  let pages = 0;
  for await (const { items } of readAudit(client, { object, order: "newest-first", outcome: "applied" })) {
    const newer = items.filter(({ revision, objectId }) => revision > since && objectId === object);
    history.push(...newer);
    pages += 1;
    if (newer.length < items.length || pages === MOST_PAGES) break;
  }
  return history;
}

function relevant(finding: Finding, history: readonly AuditItem[]): readonly Change[] {
  const wanted = finding.properties.map(({ property }) => property);
  const left = new Set(wanted);
  return history
    .flatMap((entry) => {
      const properties = wanted.filter((name) => changesProperty(entry, name));
      // An older change of a property that was changed again says nothing about how it is now.
      const newest = properties.filter((name) => left.delete(name));
      return newest.length > 0 || decides(finding, entry) ? [changeOf(entry, newest)] : [];
    })
    .slice(0, MOST_CHANGES);
}

function decides({ kind }: Finding, { action, secret, before, after }: AuditItem): boolean {
  switch (kind) {
    case "password-changed":
      return secret !== undefined;
    case "deleted":
      return action === "delete";
    case "taken":
      return canonicalJson(before?.owner ?? null) !== canonicalJson(after?.owner ?? null);
    case "undeclared":
    case "undeclared-right":
    case "left-over":
      return true;
    case "changed":
    case "superseded":
    case "pending":
    case "not-made":
    case "other-stack":
      return false;
  }
}

function changesProperty({ before, after }: AuditItem, property: string): boolean {
  const [olds, news] = [before?.settings, after?.settings].map(
    (settings) => (settings ?? {}) as Record<string, unknown>,
  );
  return canonicalJson(olds?.[property] ?? null) !== canonicalJson(news?.[property] ?? null);
}

function changeOf(entry: AuditItem, properties: readonly string[]): Change {
  const { sequence, at, action, tokenId, tokenName, stack, run, commit, program, address = null } = entry;
  return { sequence, at, action, tokenId, tokenName, stack, run, commit, program, address, properties };
}
