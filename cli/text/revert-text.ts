import type { components } from "../../client";
import { propertyChanges } from "../audit/property-changes";
import { plural } from "./plural";
import { printable } from "./printable";
import { indent } from "./text-table";

type Revert = components["schemas"]["Revert"];
type Change = Revert["changes"][number];

/** What a revert changes, object by object, and what Pulumi makes of it afterwards. */
export function revertText({ revertTo, revision, changes, notices }: Revert): string {
  if (changes.length === 0)
    return `The configuration is as it was at revision ${revertTo}: there is nothing to revert.`;
  const head = `Revert from revision ${revision} to what was at revision ${revertTo}`;
  return putBackText(head, { changes, notices, undo: "revert the program as well" });
}

type Restore = components["schemas"]["Restore"];

/** What a restore changes, object by object, and what Pulumi makes of it afterwards. */
export function restoreText({ revision, changes, notices }: Restore, file: string): string {
  if (changes.length === 0) {
    const same = `The configuration is that of ${file} already: there is nothing to restore.`;
    return [same, ...notices.map((notice) => printable(`! ${notice}`))].join("\n");
  }
  const head = `Restore ${file} in the place of revision ${revision}`;
  return putBackText(head, { changes, notices, undo: "bring the program in line" });
}

interface PutBackFacts {
  readonly changes: readonly Change[];
  readonly notices: readonly string[];
  /** What to do about programs that declare something else. */
  readonly undo: string;
}

function putBackText(head: string, { changes, notices, undo }: PutBackFacts): string {
  const lines = [...notices.map((notice) => printable(`! ${notice}`)), ...pulumiLines(changes, undo)];
  const count = `${head}: ${plural(changes.length, "object")}`;
  return [count, ...changes.map(changeText), ...(lines.length === 0 ? [] : ["", ...lines])].join("\n");
}

const SIGNS = { create: "+", update: "~", delete: "-" } as const;

function changeText({ action, kind, name, before, after }: Change): string {
  const head = printable(`  ${SIGNS[action]} ${kind} "${name}"`);
  const words = propertyChanges({ kind, before, after }).map(({ property, words: text }) => `${property}: ${text}`);
  return [head, ...words.map((line) => indent(printable(line), 6))].join("\n");
}

function pulumiLines(changes: readonly Change[], undo: string): readonly string[] {
  const stacks = new Map<string, number>();
  for (const { before } of changes) {
    const { stack } = (before?.owner ?? {}) as { readonly stack?: string };
    if (stack !== undefined) stacks.set(stack, (stacks.get(stack) ?? 0) + 1);
  }
  return [...stacks].map(([stack, count]) => {
    const what = `the next pulumi up --refresh of ${stack} puts ${plural(count, "object")} back to what its program declares`;
    return printable(`! ${what}: ${undo}, or freeze the configuration.`);
  });
}
