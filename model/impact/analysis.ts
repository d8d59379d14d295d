import { formatAddressValue } from "../ip-address";
import type { IpRange } from "../ip-range";
import { hostFacts, type HostFacts } from "./host-facts";
import { recipientPlaces, senderPlaces, type MailPlaces } from "./mail-places";
import type { NamedValues } from "./named-values";
import { pairBoxes, type BoxesWanted, type PairBox } from "./pair-boxes";
import type { ConnectorPair, PairPlace } from "./pair-connectors";
import { pairSide, type PairSide } from "./pair-side";
import type { ProbeSession } from "./relay-probe";
import type { RelayWorld } from "./relay-world";
import { allSessions, sessionClasses } from "./session-classes";

export interface AnalysisParts {
  /** One or two. */
  readonly worlds: readonly RelayWorld[];
  readonly named: NamedValues;
  readonly wanted: BoxesWanted;
}

/** Asks one or two worlds about pair after pair. Pairs that behave alike are asked once. */
export class Analysis {
  readonly hosts: readonly HostFacts[];
  readonly #parts: AnalysisParts;
  readonly #sessions: readonly ProbeSession[];
  readonly #known = new Map<string, readonly PairBox[]>();

  constructor(parts: AnalysisParts) {
    this.#parts = parts;
    this.hosts = parts.worlds.map(hostFacts);
    this.#sessions = allSessions({ hosts: this.hosts, partnerDomains: partnerDomains(parts.worlds) });
  }

  /** The sides of a pair as its first client meets them. */
  sidesOf({ places }: ConnectorPair): readonly PairSide[] {
    const [{ endpoint, addresses }] = places as readonly [PairPlace];
    const [{ family, first }] = addresses as readonly [IpRange];
    return this.#parts.worlds.map((world) =>
      pairSide(world, { client: formatAddressValue(family, first), local: endpoint }),
    );
  }

  /** @param isMeant Sessions to ask for, the same ones whenever it is given; every one without it. */
  boxesOf(sides: readonly PairSide[], isMeant?: (session: ProbeSession) => boolean): readonly PairBox[] {
    const names = sides.map(({ connector }) => connector?.name ?? null);
    const key = JSON.stringify([
      ...sides.map(({ behaviour }) => behaviour),
      names[0] === names.at(-1),
      isMeant !== undefined,
    ]);
    const known =
      this.#known.get(key) ?? this.#ask(sides, isMeant === undefined ? this.#sessions : this.#sessions.filter(isMeant));
    this.#known.set(key, known);
    return known;
  }

  #ask(sides: readonly PairSide[], meant: readonly ProbeSession[]): readonly PairBox[] {
    const { named, wanted } = this.#parts;
    const sessions = sessionClasses(sides, meant);
    const allowed = new Set(
      sessions.flatMap(({ allowedSenders }) => allowedSenders.flatMap((entries) => [...entries])),
    );
    const senders = senderPlaces(sides, { allowed, kept: named.senders ?? [] });
    const recipients: MailPlaces = recipientPlaces(sides, { kept: named.recipients ?? [] });
    return pairBoxes({ sides, sessions, senders, recipients }, wanted);
  }
}

/** Domains whose partners may be told from strangers somewhere. */
function partnerDomains(worlds: readonly RelayWorld[]): readonly string[] {
  const domains = worlds.flatMap(({ state, snapshot }) => {
    const serving = [...state.receiveConnectors.values(), ...state.releases];
    const isOn = serving.some(({ settings }) => settings.domainSecureEnabled);
    return isOn ? snapshot.transport.tlsReceiveDomainSecureList : [];
  });
  return [...new Set(domains)].sort();
}
