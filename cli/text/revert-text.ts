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
  const head = `Revert from revision ${revision} to what was at revision ${revertTo}: ${plural(changes.length, "object")}`;
  const lines = [...notices.map((notice) => `! ${notice}`), ...pulumiLines(changes)];
  return [head, ...changes.map(changeText), ...(lines.length === 0 ? [] : ["", ...lines])].join("\n");
}

const SIGNS = { create: "+", update: "~", delete: "-" } as const;

function changeText({ action, kind, name, before, after }: Change): string {
  const head = printable(`  ${SIGNS[action]} ${kind} "${name}"`);
  const words = propertyChanges({ kind, before, after }).map(({ property, words: text }) => `${property}: ${text}`);
  return [head, ...words.map((line) => indent(printable(line), 6))].join("\n");
}

function pulumiLines(changes: readonly Change[]): readonly string[] {
  const stacks = new Map<string, number>();
  for (const { before } of changes) {
    const { stack } = (before?.owner ?? {}) as { readonly stack?: string };
    if (stack !== undefined) stacks.set(stack, (stacks.get(stack) ?? 0) + 1);
  }
  return [...stacks].map(([stack, count]) => {
    const what = `the next pulumi up --refresh of ${stack} puts ${plural(count, "object")} back to what its program declares`;
    return printable(`! ${what}: revert the program as well, or freeze the configuration.`);
  });
}
