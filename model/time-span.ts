import type { Parsed } from "./failure";
import { RecentReadings } from "./recent-readings";
import { Refusal, type TextShape, gateText, knownOf, parsedOf } from "./refusal";

const SHAPE: TextShape = { noun: "a time span", examples: "00:10:00 or 1.00:00:00", longest: 40 };
const SECONDS_A_DAY = 86_400;

/** Reads `hh:mm:ss` or `d.hh:mm:ss` into whole seconds. */
export function parseTimeSpan(text: unknown, property: string): Parsed<number> {
  return parsedOf(readTimeSpan(text), { value: text, property, code: "RELAY_TIME_SPAN_INVALID" });
}

/** Seconds of a time span in canonical spelling. @throws TypeError on any other text: a fault of the caller. */
export function timeSpanSeconds(text: string): number {
  const known = RECENT.get(text) ?? RECENT.keep(text, { seconds: knownOf(readTimeSpan(text), text) });
  return known.seconds;
}

// Some are asked for with every message.
const RECENT = new RecentReadings<{ readonly seconds: number }>();

/** The canonical spelling: `hh:mm:ss`, with `d.` in front from one day on. `seconds` is whole and not negative. */
export function formatTimeSpan(seconds: number): string {
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return days === 0 ? clock : `${days}.${clock}`;
}

function readTimeSpan(text: unknown): number | Refusal {
  if (typeof text === "number") return refuseNumber(text);
  const gated = gateText(text, SHAPE);
  if (gated instanceof Refusal) return gated;
  const parts = /^(?:(\d{1,5})\.)?(\d\d):(\d\d):(\d\d)(\.\d+)?$/.exec(gated);
  if (!parts) return new Refusal("is not a time span; write hh:mm:ss, or d.hh:mm:ss from one day on");
  if (parts[5] !== undefined) return new Refusal("has parts of a second; write whole seconds, as in 00:00:05");
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 5).map((part) => Number(part ?? 0));
  // .NET reads 24:00:00 as 24 days; neither reading is safe to guess.
  if (hours > 23) return new Refusal("has more than 23 hours; write days in front, as in 1.00:00:00 for 24 hours");
  if (minutes > 59 || seconds > 59) return new Refusal("has more than 59 minutes or seconds; carry them over");
  return days * SECONDS_A_DAY + hours * 3600 + minutes * 60 + seconds;
}

function refuseNumber(value: number): Refusal {
  const hint = Number.isSafeInteger(value) && value >= 0 ? `${formatTimeSpan(value)} for ${value} seconds` : "00:10:00";
  return new Refusal(`is a number without a unit; write hh:mm:ss, such as ${hint}`);
}
