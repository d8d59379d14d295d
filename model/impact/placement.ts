import { subtractRanges } from "../ip-interval";
import type { IpRange } from "../ip-range";
import { publicPart } from "../public-address";
import { boxPlaces, zonesOf, type BoxPlace, type Zones } from "./box-places";
import type { ImpactKind } from "./impact-report";
import type { PairPlace } from "./pair-connectors";

/** Where rows are: what is new to strangers on the Internet is told apart from what is new at home. */
export class Placement {
  readonly #zones: Zones;
  readonly #widened: Zones;
  readonly #known = new Map<readonly PairPlace[], Map<Zones, readonly BoxPlace[]>>();

  /** @param addresses Ranges that no row may be partly in. */
  constructor(addresses: readonly IpRange[]) {
    this.#zones = zonesOf(addresses);
    this.#widened = this.#zones.flatMap((zone) => {
      const open = publicPart(zone);
      return [open, subtractRanges(zone, open)];
    });
  }

  placesOf(places: readonly PairPlace[], kind: ImpactKind): readonly BoxPlace[] {
    const zones = kind === "widened" ? this.#widened : this.#zones;
    const known = this.#known.get(places) ?? new Map<Zones, readonly BoxPlace[]>();
    const found = known.get(zones) ?? boxPlaces(places, zones);
    this.#known.set(places, known.set(zones, found));
    return found;
  }
}
