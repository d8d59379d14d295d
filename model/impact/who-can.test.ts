import fc from "fast-check";
import type { LocalEndpoint } from "../snapshot";
import { answerProbe } from "./answer-probe";
import { isInBox } from "./is-in-box-fixture";
import { outcomeOf } from "./outcome";
import { PROPERTY_RUNS as numRuns, PROPERTY_TIMEOUT } from "./property-runs-fixture";
import { RANDOM_PROBE } from "./random-probes-fixture";
import { RANDOM_WORLD } from "./random-worlds-fixture";
import type { RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";
import type { RelayVerdict } from "./relay-answer";
import { whoCan } from "./who-can";

jest.setTimeout(PROPERTY_TIMEOUT);

const VERDICTS = fc.constantFrom<readonly RelayVerdict[]>(
  ["accept", "relay"],
  ["relay"],
  ["refuse"],
  ["refuse", "accept", "relay"],
);

test("a probe is in one grant when it gets one of the verdicts, and in none otherwise", () => {
  fc.assert(
    fc.property(
      RANDOM_WORLD,
      VERDICTS,
      fc.array(RANDOM_PROBE, { minLength: 40, maxLength: 40 }),
      (world, verdicts, asked) => {
        const grants = whoCan(world, { verdicts });
        for (const probe of asked.filter((one) => isAsked(world, one))) {
          const answer = answerProbe(world, probe);
          const found = grants.filter(({ box }) => isInBox(box, probe, [world]));
          expect({ probe, count: found.length }).toEqual({ probe, count: verdicts.includes(answer.verdict) ? 1 : 0 });
          for (const grant of found) expect(outcomeOf(grant.answer).text).toBe(outcomeOf(answer).text);
        }
      },
    ),
    { numRuns },
  );
});

/** An account that nobody declared is refused everywhere, and not worth a word. */
function isAsked({ snapshot }: RelayWorld, { local, session: { identity } }: RelayProbe): boolean {
  const isDeclared = identity.kind !== "account" || snapshot.users.byName(identity.username) !== undefined;
  return isDeclared && isListening(snapshot.bindings, local);
}

/** A host has no answer where it does not listen. */
function isListening(bindings: readonly string[], { address, port }: LocalEndpoint): boolean {
  const [spelt, wildcard] = address.includes(":") ? [`[${address}]`, "[::]"] : [address, "0.0.0.0"];
  return bindings.includes(`${spelt}:${port}`) || bindings.includes(`${wildcard}:${port}`);
}

test("the witness of a grant is in it alone, and is answered as the grant says", () => {
  fc.assert(
    fc.property(RANDOM_WORLD, (world) => {
      const grants = whoCan(world);
      for (const grant of grants) {
        expect(grants.filter(({ box }) => isInBox(box, grant.witness, [world]))).toEqual([grant]);
        expect(answerProbe(world, grant.witness)).toEqual(grant.answer);
      }
    }),
    { numRuns },
  );
});
