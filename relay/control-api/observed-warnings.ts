import { observedConnectors, observedSince } from "../../model";
import type { ControlApiParts } from "./control-api-parts";

/** That settings of a connector are not what is enforced, as whole sentences. */
export function observedWarnings({ store, now }: Pick<ControlApiParts, "store" | "now">): readonly string[] {
  return observedConnectors(store.state.receiveConnectors).flatMap(({ settings, enforced }) => {
    if (enforced === undefined) return [];
    const { since, isLong } = observedSince(enforced, now());
    const forLong = isLong ? ", which is long: enforce it or take it back" : "";
    const what = enforced.settings === null ? "it serves nobody yet" : "what held before is enforced";
    return [
      `Receive connector "${settings.name}" is observed only since ${since}${forLong}: ${what}. See relayctl usage --observed.`,
    ];
  });
}
