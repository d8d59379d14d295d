import { parentPort } from "node:worker_threads";
import { readCorpus } from "./corpus";
import { fuzz } from "./fuzz-run";
import { CurrentInput } from "./current-input";
import { FUZZ_TARGETS } from "./targets";
import type { PieceOrder, PieceReport } from "./run-piece";

parentPort?.once("message", (order: PieceOrder & { readonly shared: SharedArrayBuffer }) => {
  const current = new CurrentInput(order.shared);
  run(order, current).then(
    (report) => parentPort?.postMessage(report),
    (error: unknown) => {
      throw error;
    },
  );
});

async function run({ target: name, seed, milliseconds }: PieceOrder, current: CurrentInput): Promise<PieceReport> {
  const entry = FUZZ_TARGETS.find((known) => known.name === name);
  if (entry === undefined) throw new Error(`there is no target ${name}`);
  const target = await entry.open();
  const pool = [...target.seeds, ...readCorpus(name).map(({ bytes }) => Buffer.from(bytes, "latin1"))];
  const deadline = Date.now() + milliseconds;
  const result = await fuzz(target, {
    seed,
    pool,
    goesOn: () => Date.now() < deadline,
    before: (input) => current.set(input),
  });
  current.clear();
  await target.close();
  const findings = result.findings.map(({ input, problem }) => ({ input: input.toString("latin1"), problem }));
  return { ...result, target: name, seed, milliseconds, findings };
}
