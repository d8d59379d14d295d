import { decideAuth } from "../decide/decide-auth";
import { boxPlaces, unitePlaces, zonesOf } from "./box-places";
import type { ClearAuth } from "./impact-report";
import type { PairPlace } from "./pair-connectors";
import type { PairSide } from "./pair-side";

/** Clients that both sides serve alike. */
export interface ServedPair {
  /** Before and after. */
  readonly sides: readonly PairSide[];
  readonly places: readonly PairPlace[];
}

/** Where AUTH is newly offered in clear, by the connector that offers it. Exact, and each place once. */
export function newClearAuth(pairs: readonly ServedPair[]): readonly ClearAuth[] {
  const fresh = pairs.filter(({ sides: [before, after] }) => offersClearAuth(after) && !offersClearAuth(before));
  const byConnector = Map.groupBy(fresh, ({ sides: [, after] }) => after?.connector?.name ?? "");
  return [...byConnector].flatMap(([connector, alike]) =>
    boxPlaces(unitePlaces(alike.map(({ places }) => places)), EVERYWHERE).map((place) => ({ connector, ...place })),
  );
}

const EVERYWHERE = zonesOf([]);

function offersClearAuth(side: PairSide | undefined): boolean {
  const policy = side?.connection.policy;
  if (policy === undefined) return false;
  return decideAuth(policy, { mechanism: "PLAIN", secure: false, inTransaction: false }).action === "accept";
}
