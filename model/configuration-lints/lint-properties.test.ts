import fc from "fast-check";
import { NOW } from "../../test/random-worlds/random-mail";
import { randomPlace, randomProbe } from "../../test/random-worlds/random-probe";
import { randomFixture } from "../../test/random-worlds/random-world";
import { answerProbe } from "../impact/answer-probe";
import type { RelayAnswer } from "../impact/relay-answer";
import type { RelayProbe } from "../impact/relay-probe";
import { relayWorld } from "../impact/relay-world";
import type { LintName } from "../lints";
import { stateOf } from "../snapshot-fixture";
import type { ConfigState } from "../stored-object";
import type { ConfigurationLint } from "./configuration-lint";
import { lintConfiguration } from "./lint-configuration";

/** Lints of things that can go, and how they go. */
const REMOVALS: Partial<Record<LintName, (state: ConfigState, lint: ConfigurationLint) => ConfigState>> = {
  "redundant-range": withoutRange,
  "unreachable-entry": withoutEntry,
  "expired-entry": withoutEntry,
  "denied-entry": withoutRights,
  "redundant-entry": withoutRights,
  "idle-deny": withoutRights,
  "covered-domain": (state, { id }) => ({ ...state, acceptedDomains: without(state.acceptedDomains, id) }),
};

const state = randomFixture.map(stateOf);
const probes = fc.array(randomProbe, { minLength: 5, maxLength: 40 });
const seen = new Set<LintName>();

test("whatever a lint calls unreachable or redundant can go, alone and all of a kind, and no answer changes", () => {
  fc.assert(
    fc.property(state, probes, (before, asked) => {
      const lints = lintConfiguration({ state: before, at: NOW }).filter(({ lint }) => lint in REMOVALS);
      for (const lint of lints) seen.add(lint.lint);
      const expected = answersOf(before, asked);
      for (const lint of lints) expect(answersOf(remove(before, lint), asked)).toEqual(expected);
      // A range goes by its place, and rights by what the message names: from the end, so that places stay.
      for (const kind of Map.groupBy(lints, ({ lint }) => lint).values()) {
        const ranges = kind.toSorted((a, b) => placeOf(b) - placeOf(a));
        expect(answersOf(ranges.reduce(remove, before), asked)).toEqual(expected);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(Object.keys(REMOVALS).filter((name) => !seen.has(name as LintName))).toEqual([]);
});

test("a range that never matches serves no client anywhere", () => {
  fc.assert(
    fc.property(state, fc.array(randomPlace, { minLength: 10, maxLength: 60 }), (before, places) => {
      const { snapshot } = relayWorld(before, { at: NOW });
      const lints = lintConfiguration({ state: before, at: NOW });
      const hidden = lints.filter(({ lint }) => lint === "range-never-matches").map(rangeNamed(before));
      const used = places.map(({ client, local }) => {
        const selection = snapshot.select(local, client);
        return `${selection?.connector.id} ${selection?.range}`;
      });
      expect(used.filter((range) => hidden.includes(range))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

function answersOf(of: ConfigState, asked: readonly RelayProbe[]): readonly Partial<RelayAnswer>[] {
  const world = relayWorld(of, { at: NOW });
  // Which entry or range decided is what may change; what the client sees, and what the mail is worth, may not.
  return asked.map((probe) => {
    const { verdict, step, reply, connector, effects } = answerProbe(world, probe);
    return { verdict, step, reply, connector, effects };
  });
}

function remove(from: ConfigState, lint: ConfigurationLint): ConfigState {
  return REMOVALS[lint.lint]?.(from, lint) ?? from;
}

function withoutRange(from: ConfigState, { id, property }: ConfigurationLint): ConfigState {
  const connector = from.receiveConnectors.get(id)!;
  const place = Number(/\d+/.exec(property)?.[0]);
  const remoteIpRanges = connector.settings.remoteIpRanges.filter((_, index) => index !== place);
  const changed = { ...connector, settings: { ...connector.settings, remoteIpRanges } };
  return { ...from, receiveConnectors: new Map(from.receiveConnectors).set(id, changed) };
}

function withoutEntry(from: ConfigState, { id }: ConfigurationLint): ConfigState {
  return { ...from, connectorPermissions: without(from.connectorPermissions, id) };
}

/** `...: a, b and c are granted already ..., so it can go.` */
function withoutRights(from: ConfigState, lint: ConfigurationLint): ConfigState {
  const entry = from.connectorPermissions.get(lint.id)!;
  const named = /, so (.*) can go\.$/.exec(lint.message)?.[1] ?? "";
  if (named === "it") return withoutEntry(from, lint);
  const extendedRights = entry.settings.extendedRights.filter((right) => !named.split(/, | and /).includes(right));
  const changed = { ...entry, settings: { ...entry.settings, extendedRights } };
  return { ...from, connectorPermissions: new Map(from.connectorPermissions).set(lint.id, changed) };
}

function without<Value>(all: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
  return new Map([...all].filter(([key]) => key !== id));
}

function placeOf({ property }: ConfigurationLint): number {
  return Number(/\d+/.exec(property)?.[0] ?? 0);
}

function rangeNamed(of: ConfigState) {
  return ({ id, property }: ConfigurationLint) => {
    return `${id} ${of.receiveConnectors.get(id)?.settings.remoteIpRanges[placeOf({ property } as ConfigurationLint)]}`;
  };
}
