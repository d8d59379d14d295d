import { benchAuth } from "../auth";
import { benchCheck } from "../check-connector";
import { benchConnectorLookup, type LookupMeasurement } from "../connector-lookup";
import { benchImpact } from "../impact";
import { interleavedProvider } from "../provider";
import { atLeast, below, type Curve, type Measured, type SectionResult } from "../section";

/** Finding the connector of a client: by the index, and by trying every range. */
export function lookups(): SectionResult {
  const found = benchConnectorLookup();
  const largest = found.find(({ family, ranges }) => family === 4 && ranges === 100_000);
  return {
    measured: found.flatMap(measuredOf),
    judged: [below("a look-up among 100,000 IPv4 ranges", largest?.indexed ?? NaN, 500, "ns")],
    curves: [lookupCurve(found)],
  };
}

function measuredOf({ family, ranges, indexed, linear, build }: LookupMeasurement): Measured[] {
  const name = `IPv${family}, ${ranges} ranges`;
  const one = (what: string, unit: string, value: number): Measured => {
    return { name: `${name}: ${what}`, unit, median: value, rounds: [value] };
  };
  const tried = linear === null ? [] : [one("every range tried", "ns", linear)];
  return [one("a look-up", "ns", indexed), ...tried, one("index built", "ms", build)];
}

function lookupCurve(found: readonly LookupMeasurement[]): Curve {
  const line = (name: string, family: 4 | 6, value: (one: LookupMeasurement) => number | null) => ({
    name,
    points: found
      .filter((one) => one.family === family)
      .flatMap((one) => {
        const y = value(one);
        return y === null ? [] : [[one.ranges, y] as const];
      }),
  });
  return {
    name: "lookup",
    title: "A look-up of the connector, by client ranges",
    x: "ranges",
    y: "ns",
    yScale: "log",
    lines: [
      line("IPv4, index", 4, ({ indexed }) => indexed),
      line("IPv6, index", 6, ({ indexed }) => indexed),
      line("IPv4, every range tried", 4, ({ linear }) => linear),
    ],
  };
}

/** What `check` of a connector with 1,300 ranges takes. */
export function check(): SectionResult {
  const value = benchCheck();
  const name = "check of a connector with 1,300 ranges";
  return { measured: [{ name, unit: "ms", median: value, rounds: [value] }], judged: [below(name, value, 20, "ms")] };
}

/** Impact and who-can, each in a process of its own. */
export function impact(): SectionResult {
  const found = benchImpact();
  const questions = [...new Set(found.map(({ question }) => question))];
  return {
    measured: found.flatMap(({ question, ranges, milliseconds, megabytes }) => {
      const name = `${question}, ${ranges} ranges`;
      return [
        { name, unit: "ms", median: milliseconds, rounds: [milliseconds] },
        { name: `${name}: at most`, unit: "MB", median: megabytes, rounds: [megabytes] },
      ];
    }),
    judged: found
      .filter(({ ranges }) => ranges === 10_000)
      .flatMap(({ question, milliseconds, megabytes }) => [
        below(`${question}, 10,000 ranges`, milliseconds, 1000, "ms"),
        below(`${question}, 10,000 ranges`, megabytes, 300, "MB"),
      ]),
    curves: [
      {
        name: "impact",
        title: "Impact and who-can, by client ranges",
        x: "ranges",
        y: "ms",
        yScale: "log",
        lines: questions.map((question) => ({
          name: question,
          points: found
            .filter((one) => one.question === question)
            .map((one) => [one.ranges, one.milliseconds] as const),
        })),
      },
    ],
  };
}

/** The password check of AUTH. */
export async function auth(): Promise<SectionResult> {
  const { first, repeat, wrong } = await benchAuth();
  const one = (name: string, value: number): Measured => ({ name, unit: "ms", median: value, rounds: [value] });
  return {
    measured: [one("a good password", first), one("the same again", repeat), one("a wrong one", wrong)],
    judged: [below("a good password again", repeat, 1, "ms")],
  };
}

/** Provider time of a first and of a second, empty `up`. */
export async function provider(): Promise<SectionResult> {
  const measured = await interleavedProvider();
  const ratio = measured[1]!.median / measured[0]!.median;
  return { measured, judged: [atLeast("as fast as the same provider inline", ratio, 4)] };
}
