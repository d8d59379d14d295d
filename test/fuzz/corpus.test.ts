import { readdirSync } from "node:fs";
import { CORPUS_FOLDER, readCorpus } from "./corpus";
import { fuzz, readInput } from "./fuzz-run";
import { FuzzRandom } from "./fuzz-random";
import type { OpenTarget } from "./fuzz-target";
import { FUZZ_TARGETS } from "./targets";

/** Milliseconds of new inputs for each target; `npm run fuzz` has hours. */
const BUDGET = 400;

test("every file of the corpus belongs to a target", () => {
  const names = readdirSync(CORPUS_FOLDER).map((file) => file.replace(/\.json$/, ""));
  const targets: readonly string[] = FUZZ_TARGETS.map(({ name }) => name);
  expect(names.filter((name) => !targets.includes(name))).toEqual([]);
});

describe.each(FUZZ_TARGETS.map((entry) => [entry.name, entry] as const))("%s", (name, entry) => {
  let target: OpenTarget;

  beforeAll(async () => {
    target = await entry.open();
  });
  afterAll(() => target.close());

  test("reads no case of the corpus wrongly again", async () => {
    for (const { why, bytes } of readCorpus(name)) {
      const input = Buffer.from(bytes, "latin1");
      for (const seed of [1, 2, 3]) {
        const { problem } = await readInput(target, input, new FuzzRandom(seed));
        expect({ why, bytes, problem }).toEqual({ why, bytes, problem: undefined });
      }
    }
  });

  test("finds nothing in a short run", async () => {
    const until = Date.now() + BUDGET;
    const { executions, findings } = await fuzz(target, { seed: 7, goesOn: () => Date.now() < until });
    expect(findings.map(({ input, problem }) => ({ input: input.toString("latin1"), problem }))).toEqual([]);
    expect(executions).toBeGreaterThan(0);
  });
});
