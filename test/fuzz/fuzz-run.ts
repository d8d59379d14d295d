import { changeInput } from "./change-input";
import { FuzzRandom } from "./fuzz-random";
import type { FuzzTarget } from "./fuzz-target";

/** Milliseconds of the processor that reading one input may take, on a machine that may be busy with other things. */
const LONGEST_RUN = 1000;

export interface FuzzFinding {
  readonly target: string;
  readonly input: Buffer;
  readonly problem: string;
}

export interface FuzzResult {
  readonly executions: number;
  /** Different outcomes that were seen. */
  readonly outcomes: number;
  /** Milliseconds of the processor for the slowest input. */
  readonly slowest: number;
  readonly findings: readonly FuzzFinding[];
}

export interface FuzzRunOptions {
  readonly seed: number;
  /** Ends the run: by count or by time. */
  readonly goesOn: (executions: number) => boolean;
  /** Told before each input: whoever watches can tell which one hangs. */
  readonly before?: (input: Buffer) => void;
  /** Inputs kept by an earlier run. */
  readonly pool?: Buffer[];
}

/** Findings of one target that are kept; more of the same tell nothing new. */
const MOST_FINDINGS = 20;
const MOST_KEPT = 2000;

/** Makes inputs for a target, by its grammar and by changing what led to something new, and reads each. */
export async function fuzz(target: FuzzTarget, options: FuzzRunOptions): Promise<FuzzResult> {
  const random = new FuzzRandom(options.seed);
  const pool = options.pool ?? [];
  if (pool.length === 0) pool.push(...target.seeds);
  const outcomes = new Set<string>();
  const findings = new Map<string, FuzzFinding>();
  let executions = 0;
  let slowest = 0;
  for (; options.goesOn(executions) && findings.size < MOST_FINDINGS; executions++) {
    const input = nextInput(target, { pool, random, executions });
    options.before?.(input);
    const read = await readInput(target, input, random);
    slowest = Math.max(slowest, read.milliseconds);
    if (read.problem !== undefined) {
      const { problem } = read;
      findings.set(kindOf(problem), { target: target.name, input: Buffer.from(input), problem });
    } else if (!outcomes.has(read.outcome)) {
      outcomes.add(read.outcome);
      if (pool.length < MOST_KEPT) pool.push(Buffer.from(input));
    }
  }
  return { executions, outcomes: outcomes.size, slowest, findings: [...findings.values()] };
}

function nextInput(
  target: FuzzTarget,
  {
    pool,
    random,
    executions,
  }: { readonly pool: readonly Buffer[]; readonly random: FuzzRandom; readonly executions: number },
): Buffer {
  const seed = target.seeds[executions];
  if (seed !== undefined) return seed;
  return random.oneIn(3) ? target.make(random) : changeInput(random.pick(pool), target, random);
}

type Read =
  | { readonly outcome: string; readonly problem: undefined; readonly milliseconds: number }
  | { readonly problem: string; readonly milliseconds: number };

/** Reads one input: what came of it, or what is wrong, slowness included. */
export async function readInput(target: FuzzTarget, input: Buffer, random: FuzzRandom): Promise<Read> {
  const began = process.threadCpuUsage();
  const milliseconds = (): number => {
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / 1000;
  };
  try {
    const outcome = await target.run(input, random);
    const taken = milliseconds();
    if (taken > LONGEST_RUN) return { problem: `took ${Math.round(taken)} ms`, milliseconds: taken };
    return { outcome, problem: undefined, milliseconds: taken };
  } catch (error) {
    const { name, message, stack } = error as Error;
    const where = name === "FuzzFault" ? "" : `\n${stack}`;
    return { problem: `${name}: ${message}${where}`, milliseconds: milliseconds() };
  }
}

function kindOf(problem: string): string {
  return problem.replace(/[\d"]+.*$/s, "");
}
