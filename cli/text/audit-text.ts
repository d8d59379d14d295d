import type { AuditItem } from "../audit/audit-item";
import { propertyChanges } from "../audit/property-changes";
import type { AuditCheck } from "../audit/verify-audit";
import { auditImpactWords } from "./audit-impact-words";
import { plural } from "./plural";
import { printable } from "./printable";
import { shortHash } from "./short-hash";
import { indent } from "./text-table";

/** Entries for people, in the order given: who, when, from where, what changed. */
export function auditText(items: readonly AuditItem[]): string {
  return items.length === 0 ? "No entries." : items.map(auditEntryText).join("\n");
}

/** One entry: a line of what, and below it by whom and how. */
export function auditEntryText(item: AuditItem): string {
  const { sequence, at, action, revision } = item;
  const head = `#${sequence}  ${at}  ${action} ${objectText(item)}, revision ${revision}`;
  const lines = [actorText(item), ...glassText(item), ...outcomeText(item)];
  return [head, indent(lines.join("\n"), 4)].map(printableLines).join("\n");
}

function objectText({ kind, name, action }: AuditItem): string {
  if (kind !== null) return `${kind} "${name}"`;
  return action.endsWith("token") ? `"${name}"` : name;
}

function actorText({ tokenName, stack, run, commit, program, address }: AuditItem): string {
  const from = [
    ...(run === null ? [] : [`run ${shortHash(run)}`]),
    ...(commit === null ? [] : [`commit ${shortHash(commit)}`]),
    ...(program === null ? [] : [program]),
  ];
  const whose = `${stack === null ? "by hand" : `for stack ${stack}`}${address === undefined ? "" : ` from ${address}`}`;
  return `by ${tokenName} ${whose}${from.length === 0 ? "" : ` (${from.join(", ")})`}`;
}

function glassText({ breakGlass, revertTo }: AuditItem): readonly string[] {
  return [
    ...(breakGlass === undefined ? [] : [`although frozen: ${breakGlass}`]),
    ...(revertTo === undefined ? [] : [`reverts to revision ${revertTo}`]),
  ];
}

function outcomeText(item: AuditItem): readonly string[] {
  if (item.code !== null) return [`${item.code}: ${item.detail ?? ""}`];
  const changes = propertyChanges(item).map(({ property, words }) => `${property}: ${words}`);
  return item.impact === undefined ? changes : [...changes, `impact: ${auditImpactWords(item.impact)}`];
}

function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** What a walk along the chain found. */
export function auditCheckText({ entries, first, head, broken, knownHead }: AuditCheck): string {
  const from = first > 1 ? ` from entry ${first}; what came before it was not looked at` : "";
  const walked = `${plural(entries, "entry is", "entries are")} as written${from}.`;
  const lines = [walked, `head  ${head.sequence}:${head.hash}`];
  if (broken !== null) lines.push(`BROKEN at entry ${broken.sequence}: ${broken.reason}.`);
  if (knownHead === "found") lines.push("The head that you gave is in the chain.");
  if (knownHead === "missing") {
    lines.push("BROKEN: the head that you gave is not in the chain: the audit was cut before it, or written anew.");
  }
  return lines.join("\n");
}
