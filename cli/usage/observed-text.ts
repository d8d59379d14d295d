import { indent, textTable } from "../text/text-table";
import type { UsageResult } from "./usage-result";
import { agoText } from "./usage-words";

/** Clients that connectors under observation would have refused, as cells, the most frequent first. */
export function observedRows({ usage, now }: Pick<UsageResult, "usage" | "now">): readonly (readonly string[])[] {
  return usage.connectors
    .flatMap(({ name, observed }) =>
      (observed?.refusals ?? []).flatMap(({ reason, clients }) => clients.map((one) => ({ name, reason, ...one }))),
    )
    .sort((one, other) => other.recipients - one.recipients)
    .map(({ name, client, reason, recipients, lastUse }) => [
      name,
      client,
      reason,
      String(recipients),
      agoText(lastUse, now),
    ]);
}

/** What connectors that are observed only would have refused. */
export function observedText({ usage, now }: Pick<UsageResult, "usage" | "now">): string {
  const observed = usage.connectors.flatMap(({ name, observed: one }) =>
    one === null ? [] : [{ name, since: one.since }],
  );
  if (observed.length === 0) return "No connector is observed only.";
  const list = observed.map(({ name, since }) => `"${name}" is observed only, since ${since}.`);
  const rows = observedRows({ usage, now });
  const found =
    rows.length === 0
      ? "Nothing would have been refused since the last change of the settings."
      : `Would have been refused since the last change of the settings:\n${indent(textTable(["CONNECTOR", "CLIENT", "REASON", "TIMES", "LAST"], rows))}`;
  return [list.join("\n"), found].join("\n\n");
}
