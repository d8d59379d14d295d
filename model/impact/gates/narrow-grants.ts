import type { RelayGrant } from "../relay-grant";
import type { RelayWorld } from "../relay-world";
import { probeWithin, splitBox } from "./box-algebra";
import type { RuleReach } from "./gate-rules";
import { cellOf } from "./rule-cell";

/** Grants of a world, each as far as a reach may mean it, with a witness of that part. */
export function narrowGrants(
  grants: readonly RelayGrant[],
  reach: RuleReach,
  world: Pick<RelayWorld, "snapshot">,
): readonly RelayGrant[] {
  return grants.flatMap(({ box, answer, witness }) => {
    const cell = cellOf(reach, { world, connector: answer.connector, kind: null, by: "touch" });
    const inside = cell && splitBox(box, cell).inside;
    return inside === undefined ? [] : [{ box: inside, answer, witness: probeWithin(inside, witness) }];
  });
}
