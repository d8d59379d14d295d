import type { Worker } from "node:worker_threads";
import { CurrentInput } from "./current-input";

/** One target for some time. */
export interface PieceOrder {
  readonly target: string;
  readonly seed: number;
  readonly milliseconds: number;
}

export interface PieceReport extends PieceOrder {
  readonly executions: number;
  readonly outcomes: number;
  /** Milliseconds of the slowest input. */
  readonly slowest: number;
  readonly findings: readonly { readonly input: string; readonly problem: string }[];
}

/** Milliseconds after which a thread that reads one input is taken for hung. */
const HUNG = 15_000;

/** Runs one piece in a thread of its own. One that hangs or dies is a finding with the input it was at. */
export async function runPiece(start: () => Worker, order: PieceOrder): Promise<PieceReport> {
  const worker = start();
  const shared = CurrentInput.allocate();
  const current = new CurrentInput(shared);
  const began = Date.now();
  const found = (problem: string): PieceReport => ({
    ...order,
    milliseconds: Date.now() - began,
    executions: current.turn,
    outcomes: 0,
    slowest: HUNG,
    findings: [{ input: current.input.toString("latin1"), problem }],
  });
  const watch = watchTurns(current);
  try {
    return await new Promise<PieceReport>((resolve) => {
      worker.once("message", resolve);
      worker.once("error", (error: Error) => resolve(found(`the thread died: ${error.stack ?? error.message}`)));
      worker.once("exit", () => resolve(found("the thread ended")));
      watch.onHung(() => resolve(found(`reading took over ${HUNG} ms`)));
      worker.postMessage({ ...order, shared });
    });
  } finally {
    watch.stop();
    await worker.terminate();
  }
}

function watchTurns(current: CurrentInput) {
  let seen = { turn: 0, since: Date.now() };
  let hung: () => void = () => undefined;
  const timer = setInterval(() => {
    if (current.turn !== seen.turn || current.turn === 0) seen = { turn: current.turn, since: Date.now() };
    else if (Date.now() - seen.since > HUNG) hung();
  }, 500);
  return { onHung: (told: () => void) => void (hung = told), stop: () => clearInterval(timer) };
}
