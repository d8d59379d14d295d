import { note as noteLine, writeOut } from "../../output";
import { packageVersion } from "../../package-version";
import { printable } from "../../text/printable";
import type { DriftItem, DriftReport } from "../drift-report";
import { objectWords, TITLES } from "../drift-words";
import { DEFAULT_DELIVERY, deliver } from "./deliver";
import { Teller } from "./teller";
import { ToldDrift } from "./told-drift";
import { watchDrift } from "./watch-drift";
import { type WatchTexts, webhookOf } from "./watch-options";

export interface WatchRun {
  readonly texts: WatchTexts;
  readonly output: "text" | "json" | "markdown";
  readonly compare: (signal: AbortSignal) => Promise<DriftReport>;
}

// A message on its way is worth this much of a stop, not a supervisor's patience.
const FAREWELL_MS = 5_000;

/** Watches until SIGTERM or SIGINT. @throws CommandError (usage) before it begins */
export async function runWatch({ texts, output, compare }: WatchRun): Promise<void> {
  const webhook = webhookOf(texts, process.env);
  const told = ToldDrift.open(texts.remember ?? null);
  const end = new AbortController();
  const farewell = new AbortController();
  const program = `relayctl/${packageVersion()}`;
  const post = (message: object, key: string) =>
    webhook === null
      ? Promise.resolve({ ok: true } as const)
      : deliver(message, key, { ...webhook, program, ...DEFAULT_DELIVERY }, farewell.signal);
  const teller = new Teller({ told, post, note });
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => end.abort());
  const take = (report: DriftReport) => teller.take(report);
  const show = (report: DriftReport, fresh: readonly DriftItem[]) => writeOut(freshText(report, fresh, output));
  note(`watching every ${texts.interval / 1000} s`);
  await watchDrift({ compare, take, show, note, interval: texts.interval, signal: end.signal });
  const patience = setTimeout(() => farewell.abort(), FAREWELL_MS);
  await teller.settled();
  clearTimeout(patience);
}

function note(line: string): void {
  noteLine(`${new Date().toISOString()} ${printable(line)}`);
}

function freshText(report: DriftReport, fresh: readonly DriftItem[], output: WatchRun["output"]): string {
  if (fresh.length === 0) return "";
  // One object a line, for pipes.
  if (output === "json")
    return fresh.map((drift) => `${JSON.stringify({ at: report.at, host: report.host, drift })}\n`).join("");
  const lines = fresh.map((item) => `${report.at} ${TITLES[item.kind]} ${objectWords(item)}`);
  return lines.map((line) => `${printable(line)}\n`).join("");
}
