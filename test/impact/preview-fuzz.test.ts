import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { configStateOf, parseConfigDocument, previewedState, readPreview, relayWorld, whoCan } from "../../model";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const SECRET = "hunter2-in-clear";
const NAMES = ["widen", "renamed", "refreshed", "unknown", "failed", "nosames"] as const;
const TEXTS = new Map(NAMES.map((name) => [name, read(name)]));

function read(name: string): string {
  return readFileSync(join(PROJECT_ROOT, "test", "impact", "previews", `${name}.json`), "utf8");
}

type Json = Record<string, unknown>;

/** What stands in place of something in a preview. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "[secret]",
    { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(SECRET) },
    ["0.0.0.0/0"],
    { toString: 1, __proto__: null },
    Number.MAX_SAFE_INTEGER,
    "\u0000",
    "x".repeat(10_000),
  ),
);

interface Change {
  /** Turns on the way down, each taken modulo what there is. */
  readonly turns: readonly number[];
  readonly action: "replace" | "delete" | "repeat" | "add";
  readonly value: unknown;
  readonly key: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  turns: fc.array(fc.nat(200), { minLength: 1, maxLength: 7 }),
  action: fc.constantFrom("replace", "delete", "repeat", "add"),
  value: strange,
  key: fc.constantFrom("__proto__", "constructor", "connector", "remoteIpRanges", "retainOnDelete", "external", "op"),
});

function apply(root: Json, { turns, action, value, key }: Change): void {
  let here: Json = root;
  for (const [place, turn] of turns.entries()) {
    const keys = Object.keys(here);
    const name = keys[turn % Math.max(1, keys.length)];
    if (name === undefined) return;
    const next = here[name];
    if (place < turns.length - 1 && typeof next === "object" && next !== null) here = next as Json;
    else return edit(here, name, { action, value, key });
  }
}

function edit(here: Json, name: string, { action, value, key }: Pick<Change, "action" | "value" | "key">): void {
  // As JSON.parse does, also of __proto__.
  const define = (property: string) =>
    Object.defineProperty(here, property, {
      value: structuredClone(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (action === "replace") define(name);
  else if (action === "add") define(key);
  else if (action === "delete") delete here[name];
  else if (Array.isArray(here)) here.push(structuredClone(here[Number(name)]));
}

const base = parseConfigDocument(JSON.parse(read("base")));

describe("a preview that somebody has changed", () => {
  test("is refused with its faults or laid over the base, and never throws or shows a secret", () => {
    const changed = fc.tuple(fc.constantFrom(...NAMES), fc.array(change, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(changed, fc.constantFrom("before" as const, "after" as const), ([name, changes], side) => {
        const preview = JSON.parse(TEXTS.get(name) ?? "") as Json;
        for (const one of changes) apply(preview, one);
        // What JSON cannot carry (a list with a property) never gets here.
        const carried: unknown = JSON.parse(JSON.stringify(preview));
        expect(JSON.stringify(outcomeOf(carried, side))).not.toContain(SECRET);
      }),
      { numRuns: 500 },
    );
  });
});

/** Failures, or who can do anything on the host that results. */
function outcomeOf(preview: unknown, side: "before" | "after"): unknown {
  if (!base.ok) throw new Error("the base is no document");
  const found = readPreview(preview);
  if (!found.ok) return expectPlaces(found.failures);
  const laid = previewedState(found.value, configStateOf(base.value), { side, stack: "config document" });
  if (!laid.ok) return expectPlaces(laid.failures);
  const grants = whoCan(relayWorld(laid.value.state, { at: 0 }), { verdicts: ["relay"] });
  return [laid.value.unknowns, grants.map(({ answer }) => answer)];
}

function expectPlaces(failures: readonly { readonly property: string; readonly message: string }[]): unknown {
  expect(failures.length).toBeGreaterThan(0);
  for (const { property } of failures) expect(property).toMatch(/^(steps|diagnostics|changeSummary|preview)/);
  return failures;
}
