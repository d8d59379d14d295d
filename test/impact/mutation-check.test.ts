import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CompiledModel } from "./compiled-model";
import { MUTATIONS } from "./mutations";

let model: CompiledModel;

beforeAll(() => {
  model = new CompiledModel();
}, 120_000);

afterAll(() => {
  model.remove();
});

function holdProperties(runs: number): string {
  const child = spawnSync(process.execPath, [join(__dirname, "hold-properties.cjs"), model.folder, String(runs)], {
    encoding: "utf8",
  });
  expect(child.stderr).toBe("");
  return child.stdout;
}

test("as it is, impact is complete", () => {
  expect(holdProperties(200)).toBe("holds after 200\n");
}, 120_000);

// Each takes seconds: the rest are for `npm run nightly`.
const ALWAYS = 4;
const mutations = process.env.RELAY_PROPERTY_RUNS === undefined ? MUTATIONS.slice(0, ALWAYS) : MUTATIONS;

test.each(mutations)(
  "$what: found out",
  (mutation) => {
    model.mutate(mutation);
    try {
      expect(holdProperties(2000)).toMatch(/^fails after \d+\n$/);
    } finally {
      model.mend(mutation);
    }
  },
  120_000,
);
