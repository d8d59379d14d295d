import { formatInstant, type UpcomingChange } from "../../model";
import { jsonText } from "../output";
import type { ImpactSubject, WorldLabel } from "./impact-subject";
import { joinedWithinLimit } from "./markdown-limit";
import { type ImpactFormat, renderImpact } from "./render";

/** What changes by itself from one moment to another. */
export interface Upcoming {
  /** Epoch milliseconds. */
  readonly until: number;
  readonly changes: readonly UpcomingChange[];
}

/**
 * A comparison, and behind it what changes by itself: in text and Markdown a comparison for each moment, in JSON a list
 * `upcoming`. SARIF is about a change that somebody makes, so it has nothing of it.
 */
export function renderWithUpcoming(format: ImpactFormat, subject: ImpactSubject, upcoming: Upcoming): string {
  const main = renderImpact(format, subject);
  if (format === "sarif") return main;
  if (format === "text") return [main, ...sections(format, subject, upcoming)].join("\n");
  if (format === "markdown") return joinedWithinLimit(main, sections(format, subject, upcoming));
  return jsonText({ ...(JSON.parse(main) as object), upcoming: upcomingValue(subject, upcoming) });
}

function upcomingValue(subject: ImpactSubject, { until, changes }: Upcoming): object {
  const shown = changes.map(({ at, report }) => {
    const { rows } = JSON.parse(renderImpact("json", { ...subject, report, gates: [] })) as { readonly rows: unknown };
    return { at: formatInstant(at), rows };
  });
  return { until: formatInstant(until), changes: shown };
}

function sections(
  format: "text" | "markdown",
  subject: ImpactSubject,
  { until, changes }: Upcoming,
): readonly string[] {
  if (changes.length === 0) return [`Until ${formatInstant(until)} nothing changes by itself.\n`];
  return changes.map(({ at, report }) => {
    const before: WorldLabel = { ...subject.after, text: `${subject.after.text} until then` };
    const after: WorldLabel = { ...subject.after, text: `by itself at ${formatInstant(at)}` };
    return renderImpact(format, { ...subject, before, after, report, gates: [] });
  });
}
