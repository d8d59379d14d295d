import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { type ConfigState, compareWorlds, relayWorld, whoCan } from "../model";
import { impactState, object, userSettings, withObject } from "./impact-state";
import { median } from "./median";

/** One question about a configuration of some size: medians of three processes. */
export interface ImpactMeasurement {
  readonly question: string;
  readonly ranges: number;
  readonly connectors: number;
  /** From two states, or one, to the whole answer. */
  readonly milliseconds: number;
  /** The most that the process had, its start and the states included. */
  readonly megabytes: number;
  /** Rows or grants of the answer. */
  readonly answers: number;
}

const SIZES = [1_000, 10_000, 100_000];
const RANGES_EACH = 10;
const ROUNDS = 3;

/** Measures every question at every size, each time in a process of its own, so that nothing is known before. */
export function benchImpact(): ImpactMeasurement[] {
  const cases = SIZES.flatMap((ranges) => Object.keys(QUESTIONS).map((question) => ({ question, ranges })));
  const rounds = Array.from({ length: ROUNDS }, () => cases.map(askProcess));
  return cases.map(({ question, ranges }, place) => {
    const of = (name: "milliseconds" | "megabytes" | "answers") =>
      median(rounds.map((round) => round[place]?.[name] ?? NaN));
    const connectors = ranges / RANGES_EACH;
    return {
      question,
      ranges,
      connectors,
      milliseconds: of("milliseconds"),
      megabytes: of("megabytes"),
      answers: of("answers"),
    };
  });
}

export function formatImpact(measurements: readonly ImpactMeasurement[]): string {
  const lines = measurements.map(({ question, ranges, connectors, milliseconds, megabytes, answers }) => {
    const wanted = ranges <= 10_000 ? ` ${milliseconds < 1000 && megabytes < 300 ? "reached" : "MISSED"}` : "";
    const size = `${String(ranges).padStart(7)} ranges, ${String(connectors).padStart(6)} connectors`;
    return `${question.padEnd(28)} ${size}: ${milliseconds.toFixed(0).padStart(5)} ms, ${megabytes.toFixed(0)} MB, ${answers} rows${wanted}`;
  });
  return ["impact and who-can (wanted: < 1000 ms and < 300 MB at 10,000 ranges)", ...lines].join("\n");
}

type Sample = Pick<ImpactMeasurement, "milliseconds" | "megabytes" | "answers">;
type Change = (state: ConfigState) => ConfigState;

const CHANGES: Readonly<Record<string, Change>> = {
  "a range widened": (state) => {
    const connector = state.receiveConnectors.get("connector-5") as NonNullable<
      ReturnType<typeof state.receiveConnectors.get>
    >;
    const settings = { ...connector.settings, remoteIpRanges: ["10.0.80.0/20"] };
    return { ...state, receiveConnectors: withObject(state.receiveConnectors, { ...connector, settings }) };
  },
  "the widest range gone": (state) => {
    const receiveConnectors = new Map(state.receiveConnectors);
    receiveConnectors.delete("default");
    return { ...state, receiveConnectors };
  },
  "a domain accepted": (state) => {
    const [first] = state.acceptedDomains.values();
    const settings = { ...(first as NonNullable<typeof first>).settings, domainName: "fabrikam.com" };
    return { ...state, acceptedDomains: withObject(state.acceptedDomains, object("AcceptedDomain", "new", settings)) };
  },
  "an account's senders": (state) => {
    const settings = userSettings("user0", ["d1.contoso.com"]);
    return { ...state, relayUsers: withObject(state.relayUsers, object("RelayUser", "user-0", settings)) };
  },
  "every permission gone": (state) => ({ ...state, connectorPermissions: new Map() }),
  "everything new": () => impactState({ connectors: 0, rangesEach: RANGES_EACH, users: 0, domains: 0 }),
};

const QUESTIONS: Readonly<Record<string, (state: ConfigState) => number>> = {
  ...Object.fromEntries(
    Object.entries(CHANGES).map(([name, change]) => [
      `impact: ${name}`,
      (state: ConfigState) =>
        compareWorlds(relayWorld(state, { at: 0 }), relayWorld(change(state), { at: 0 })).rows.length,
    ]),
  ),
  "who can relay": (state) => whoCan(relayWorld(state, { at: 0 }), { verdicts: ["relay"] }).length,
  "who can": (state) => whoCan(relayWorld(state, { at: 0 })).length,
};

function askProcess({ question, ranges }: { readonly question: string; readonly ranges: number }): Sample {
  const asked = spawnSync(process.execPath, [__filename, question, String(ranges)], { encoding: "utf8" });
  if (asked.status !== 0) throw new Error(asked.stderr);
  return JSON.parse(asked.stdout) as Sample;
}

function ask(question: string, ranges: number): Sample {
  const state = impactState({ connectors: ranges / RANGES_EACH, rangesEach: RANGES_EACH, users: 100, domains: 100 });
  const start = performance.now();
  const answers = QUESTIONS[question]?.(state) ?? NaN;
  const milliseconds = performance.now() - start;
  return { milliseconds, megabytes: process.resourceUsage().maxRSS / 1024, answers };
}

if (require.main === module) {
  const [question, ranges] = process.argv.slice(2);
  const text = question === undefined ? formatImpact(benchImpact()) : JSON.stringify(ask(question, Number(ranges)));
  process.stdout.write(`${text}\n`);
}
