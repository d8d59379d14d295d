import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import { type ControlClient, dataOf } from "../../client";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { type OutputTexts, show, withOutput, writeOut } from "../output";
import { readDuration } from "../read-duration";
import { topRates, type TopSample, topText } from "../text/top-text";
import { withHost } from "../with-host";

interface TopTexts extends ConnectionTexts, OutputTexts {
  readonly interval: number;
  readonly once?: true;
}

const EXAMPLES = `
Examples:
  relayctl top
  relayctl top --interval 10s
  relayctl top --once --output json

Rates are those since the screen before; with --once, of one interval.`;

/** `relayctl top`: what a host does just now, again and again. */
export function topCommand(): Command {
  const command = new Command("top")
    .description("watch what a host does: sessions, rates, queue, routes held, commit time, loop delay")
    .option("--interval <time>", "from one screen to the next, such as 2s or 1m", readInterval, 2_000)
    .option("--once", "one screen, after one interval")
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(command)).action(top);
}

async function top(texts: TopTexts): Promise<void> {
  const end = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => end.abort());
  const { interval, once } = texts;
  await withHost(texts, async (client) => {
    let before = await sample(client);
    while (!end.signal.aborted) {
      if (!(await pause(interval, end.signal))) return;
      const now = await sample(client);
      showSample(texts, now, before);
      if (once === true) return;
      before = now;
    }
  });
}

async function sample({ api }: ControlClient): Promise<TopSample> {
  return { status: await dataOf(api.GET("/v1/status")), at: Date.now() };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal }).catch(() => false);
}

/** A terminal is cleared for each screen; a pipe gets one JSON object a line, or screens one below the other. */
function showSample(texts: TopTexts, now: TopSample, before: TopSample): void {
  const rates = topRates(now, before);
  const json = { at: new Date(now.at).toISOString(), rates, status: now.status };
  if (texts.once === true) return show(texts, { json, text: () => topText(now, rates) });
  if (texts.output === "json") return writeOut(`${JSON.stringify(json)}\n`);
  const clear = process.stdout.isTTY ? "\u001B[H\u001B[2J" : "";
  writeOut(`${clear}${topText(now, rates)}\n${process.stdout.isTTY ? "" : "\n"}`);
}

function readInterval(text: string): number {
  const interval = readDuration(text, ["s", "m"]) ?? 0;
  if (interval >= 1_000 && interval <= 600_000) return interval;
  throw new InvalidArgumentError("Write a time from 1s to 10m, such as 2s.");
}
