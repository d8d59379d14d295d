import fc from "fast-check";
import { answerProbe } from "./answer-probe";
import { compareWorlds } from "./compare-worlds";
import { isInBox } from "./is-in-box-fixture";
import type { ImpactKind } from "./impact-report";
import { outcomeOf } from "./outcome";
import { RANDOM_PROBE } from "./random-probes-fixture";
import type { WorldPair } from "./random-worlds-fixture";
import type { RelayAnswer } from "./relay-answer";
import type { RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";
import { whoCan } from "./who-can";

export const PROBES = fc.array(RANDOM_PROBE, { minLength: 30, maxLength: 30 });

/** Probes whose mail a world takes, one of each grant of the first: what is taken is what may be so no longer. */
function takenBy(world: RelayWorld): readonly RelayProbe[] {
  return whoCan(world)
    .slice(0, MOST_GRANTS)
    .map(({ box, witness }, place) => ({
      ...witness,
      session: box.sessions[place % box.sessions.length] ?? witness.session,
      ...(box.internationalized === "only" ? {} : { sender: box.senders[place % box.senders.length]?.example ?? "" }),
    }));
}

const MOST_GRANTS = 30;

/** Where a report says something else of a probe than the two worlds answer; undefined: of none. */
export function findFault({ before, after }: WorldPair, probes: readonly RelayProbe[]): string | undefined {
  const { rows } = compareWorlds(before, after);
  for (const probe of [...probes, ...takenBy(before), ...takenBy(after)]) {
    const [old, now] = [answerProbe(before, probe), answerProbe(after, probe)];
    const kind = kindOf(old, now);
    const found = rows.filter(({ box }) => isInBox(box, probe, [before, after]));
    const said = found.map((row) => [row.kind, outcomeOf(row.before).text, outcomeOf(row.after).text].join(" "));
    const isTrue = kind === undefined ? [] : [[kind, outcomeOf(old).text, outcomeOf(now).text].join(" ")];
    if (said.join("\n") !== isTrue.join("\n")) return JSON.stringify({ probe, said, isTrue }, null, 2);
  }
  return undefined;
}

/** What the documentation of ImpactKind says, apart from the code that makes rows. */
function kindOf(before: RelayAnswer, after: RelayAnswer): ImpactKind | undefined {
  const ranks = ["refuse", "accept", "relay"];
  const [old, now] = [ranks.indexOf(before.verdict), ranks.indexOf(after.verdict)];
  if (old !== now) return old < now ? "widened" : "narrowed";
  if (now === 0) return undefined;
  if (before.connector !== after.connector) return "moved";
  return JSON.stringify(before.effects) === JSON.stringify(after.effects) ? undefined : "side-effect";
}
