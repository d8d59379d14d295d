import { type DecidedBy, entryWords } from "../../model";
import { indent, textTable } from "../text/text-table";
import type { ConnectorUsage } from "./read-usage";
import { observedText } from "./observed-text";
import type { Proposal, UsageResult } from "./usage-result";
import { agoText, editWords, impactWords, rejectedWords, undecidedWords, unusedRows } from "./usage-words";

/** The result for a terminal. */
export function usageText(result: UsageResult): string {
  const { usage, idle, proposal } = result;
  if (result.isObserved === true) return observedText(result);
  if (proposal !== undefined) return [proposalText(proposal), ...undecidedWords(result)].join("\n\n");
  if (idle !== undefined) return idleText(result);
  if (usage.connectors.length === 0) return "No connector is declared, and none was used.";
  return [`Counted since ${usage.since}.`, ...usage.connectors.map((one) => connectorText(one, result.now))].join(
    "\n\n",
  );
}

function connectorText(connector: ConnectorUsage, now: number): string {
  const { name, isGone, isEnabled, ranges, principals, rights } = connector;
  const state = isGone ? " (gone)" : isEnabled ? "" : " (disabled)";
  const rows = [
    useRow("", connector, now),
    ...ranges.flatMap((range) => [
      useRow(`range ${range.range}${range.isGone ? " (gone)" : ""}`, range, now),
      ...range.clients.slice(0, MOST_CLIENTS).map((client) => useRow(`  ${client.client}`, client, now)),
      ...(range.clients.length > MOST_CLIENTS
        ? [[`  and ${range.clients.length - MOST_CLIENTS} more`, "", "", "", "", ""]]
        : []),
    ]),
    ...principals.map((one) => useRow(`as ${one.principal}`, one, now)),
    ...rights
      .filter(({ isGone: isPast, lastUse, isObservable }) => isObservable && (!isPast || lastUse !== null))
      .map((one) => useRow(`${rightWords(one)}${one.isGone ? " (gone)" : ""}`, one, now)),
  ];
  return `"${name}"${state}\n${indent(textTable(["", "LAST USE", "MESSAGES", "RECIPIENTS", "RELAYED", "BYTES"], rows))}`;
}

const MOST_CLIENTS = 8;

/** As who-can says it: `preset AnonymousUsers [Submit]`, `ConnectorPermission [PRINCIPAL, Accept-Any-Recipient]`. */
function rightWords({ entry, principal, right }: ConnectorUsage["rights"][number]): string {
  // The client's types know the closed list of rights as texts.
  const by = { entry, right, ...(principal === null ? {} : { principal }) } as DecidedBy;
  return entryWords(by) ?? right;
}

function useRow(
  label: string,
  use: Pick<ConnectorUsage, "lastUse" | "messages" | "recipients" | "relayed" | "bytes">,
  now: number,
): readonly string[] {
  const figures = [use.messages, use.recipients, use.relayed, use.bytes].map(String);
  return [label, agoText(use.lastUse, now), ...figures];
}

function idleText(result: UsageResult): string {
  const { idle } = result;
  if (idle === undefined) return "";
  const { report, window } = idle;
  const rows = unusedRows(result);
  const found =
    rows.length > 0
      ? [`Unused for ${window.text} or longer:\n${indent(textTable(["", "LAST USE", "STACK"], rows))}`]
      : report.isTold
        ? [`Nothing is unused for ${window.text}.`]
        : [];
  return [...found, ...undecidedWords(result)].join("\n\n");
}

function proposalText(proposal: Proposal): string {
  const { edits, rejected, typescript } = proposal;
  const left = rejected.map((one) => `  ${rejectedWords(one)}`);
  const refused = left.length === 0 ? [] : [`Not proposed:\n${left.join("\n")}`];
  if (edits.length === 0) return ["Nothing narrower is proposed.", ...refused].join("\n\n");
  const list = edits.map(
    (edit) => `  ${editWords(edit)}\n${edit.evidence.map((line) => `    seen: ${line}`).join("\n")}`,
  );
  return [`Proposed:\n${list.join("\n")}`, impactWords(proposal), typescript, ...refused].join("\n\n");
}
