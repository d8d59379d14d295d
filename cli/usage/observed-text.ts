import { indent, textTable } from "../text/text-table";
import type { HostUsage } from "./read-usage";
import type { UsageResult } from "./usage-result";
import { agoText } from "./usage-words";

/** One client that a connector under observation would have refused. */
export interface ObservedRow {
  readonly connector: string;
  readonly reason: string;
  readonly client: string;
  readonly times: number;
  readonly last: string;
}

/** The most frequent first. @param now Epoch milliseconds. */
export function observedRows({ connectors }: Pick<HostUsage, "connectors">, now: number): readonly ObservedRow[] {
  return connectors
    .flatMap(({ name, observed }) =>
      (observed?.refusals ?? []).flatMap(({ reason, clients }) =>
        clients.map(({ client, recipients, lastUse }) => ({
          connector: name,
          reason,
          client,
          times: recipients,
          last: agoText(lastUse, now),
        })),
      ),
    )
    .sort((one, other) => other.times - one.times);
}

/** What connectors that are observed only would have refused. */
export function observedText({ usage, now }: Pick<UsageResult, "usage" | "now">): string {
  const observed = usage.connectors.flatMap(({ name, observed: one }) =>
    one === null ? [] : [{ name, since: one.since }],
  );
  if (observed.length === 0) return "No connector is observed only.";
  const list = observed.map(({ name, since }) => `"${name}" is observed only, since ${since}.`);
  const rows = observedRows(usage, now).map(({ connector, reason, client, times, last }) => [
    connector,
    client,
    reason,
    String(times),
    last,
  ]);
  const found =
    rows.length === 0
      ? "Nothing would have been refused since the last change of the settings."
      : `Would have been refused since the last change of the settings:\n${indent(textTable(["CONNECTOR", "CLIENT", "REASON", "TIMES", "LAST"], rows))}`;
  return [list.join("\n"), found].join("\n\n");
}
