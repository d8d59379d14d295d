import { plural } from "../text/plural";
import { durationText } from "../text/time-text";
import type { Unused } from "./find-unused";
import type { Edit, RejectedEdit } from "./proposal";
import type { Proposal, UsageResult } from "./usage-result";

/** How long ago, or that it never was. */
export function agoText(lastUse: string | null, now: number): string {
  return lastUse === null ? "never" : `${durationText((now - Date.parse(lastUse)) / 1000)} ago`;
}

/** What nobody used, as one phrase. */
function unusedWords({ kind, connector, name, rights }: Unused): string {
  if (kind === "account") return `account ${name}`;
  if (kind === "connector") return `connector "${name}"`;
  const on = `on "${String(connector)}"`;
  if (kind === "range") return `range ${name} ${on}`;
  if (kind === "group") return `permission group ${name} ${on}`;
  return `${kind === "entry" ? "entry" : "right"} of ${name} ${on}: ${rights.join(", ")}`;
}

/** What nobody used, with when it was used last and whose it is. */
export function unusedRows({ idle, now }: Pick<UsageResult, "idle" | "now">): readonly (readonly string[])[] {
  return (idle?.report.unused ?? []).map((one) => [
    unusedWords(one),
    agoText(one.lastUse, now),
    one.owner?.stack ?? "nobody's",
  ]);
}

/** Why nothing can be called unused yet, or how much cannot. */
export function undecidedWords({ usage, idle, now }: UsageResult): readonly string[] {
  if (idle === undefined) return [];
  const { window, report } = idle;
  const { since } = usage;
  if (!report.isTold) {
    const counted = durationText((now - Date.parse(since)) / 1000);
    return [
      `Cannot tell what was unused for ${window.text}: this host has counted for ${counted} only, since ${since}.`,
    ];
  }
  if (report.undecided.length === 0) return [];
  return [
    `${plural(report.undecided.length, "more is", "more are")} unused, but younger than ${window.text}: too early to tell.`,
  ];
}

/** An edit as one line. */
export function editWords(edit: Edit): string {
  if (edit.kind === "ranges") return `"${edit.connector}": remoteIpRanges ${edit.ranges.join(", ")}`;
  if (edit.kind === "group") return `"${edit.connector}": without the permission group ${edit.group}`;
  return `"${edit.connector}": ${edit.principal} without ${edit.rights.join(", ")}`;
}

export function rejectedWords({ edit, why }: RejectedEdit): string {
  return `${editWords(edit)}: ${why}`;
}

/** What the edits mean together. */
export function impactWords({ report }: Proposal): string {
  const count = (kind: string) => report.rows.filter((row) => row.kind === kind).length;
  const moved = count("moved");
  const others =
    moved === 0
      ? ""
      : ` ${plural(moved, "set", "sets")} of clients will be served by another connector, which allows them no more.`;
  return `Nobody can do more than before: ${plural(count("narrowed"), "row", "rows")} narrowed.${others}`;
}
