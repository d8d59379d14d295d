import type { components } from "../../client";
import { shellWord } from "./shell-word";
import { textPairs, textTable } from "./text-table";

type Refusal = components["schemas"]["Refusal"];

/** One refusal for people: the answer, then what decided it. */
export function refusalText(refusal: Refusal): string {
  const { ref, reply, reason, at, client, local, tls, helo, session, identity, sender, revision } = refusal;
  const pairs: readonly (readonly [string, string])[] = [
    ["time", at],
    ["client", `${client}${helo === "" ? "" : `, says it is ${helo}`}`],
    ["endpoint", local],
    ["tls", tls ? "yes" : "no"],
    ["identity", identity],
    ["sender", sender === "" ? "<>" : sender],
    ["recipient", refusal.recipient ?? "none yet: refused at MAIL"],
    ["connector", `${refusal.connector}${refusal.range === null ? "" : `, range ${refusal.range}`}`],
    ["decided by", decidedBy(refusal)],
    ["revision", revision.toString()],
    ["session", session],
  ];
  return `refused: ${reply} (${reason})\n\n${textPairs([["reference", ref], ...pairs])}\n\n${askAgain(refusal)}`;
}

function decidedBy({ right, principal, entry }: Refusal): string {
  if (right === null) return "no entry, but the connector itself";
  if (entry === null) return `no entry gives ${right}`;
  const source = entry.startsWith("preset:") ? entry : `entry ${entry}`;
  return `${right} by ${source}${principal === null ? "" : ` for ${principal}`}`;
}

// What decides today may be another configuration than then.
function askAgain({ client, local, tls, sender, recipient }: Refusal): string {
  const question = ["--from", client, "--to", local, ...(tls ? ["--tls"] : []), "--mail-from", shellWord(sender)];
  const whom = recipient === null ? "RECIPIENT" : shellWord(recipient.split(", ", 1)[0] ?? "");
  return `As it would be now: relayctl explain ${question.join(" ")} --rcpt-to ${whom}`;
}

/** Refusals as a table, the newest first. */
export function refusalsText(items: readonly Refusal[]): string {
  if (items.length === 0) return "No refusals are kept.";
  const rows = items.map(({ at, ref, client, sender, recipient, connector, reason }) => {
    return [at, ref, client, sender === "" ? "<>" : sender, recipient ?? "", connector, reason];
  });
  return textTable(["TIME", "REFERENCE", "CLIENT", "SENDER", "RECIPIENT", "CONNECTOR", "REASON"], rows);
}
