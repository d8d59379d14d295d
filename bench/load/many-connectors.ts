/** Addresses between the first of two neighbouring connectors. */
const SPACING = 1024;

export interface ManyConnectors {
  readonly port: number;
  readonly connectors: number;
  /** Client ranges of each. */
  readonly ranges: number;
}

/** A config document with so many connectors for clients of loopback, each for its own addresses there. */
export function manyConnectors({ port, connectors, ranges }: ManyConnectors) {
  return {
    formatVersion: 1,
    receiveConnectors: Array.from({ length: connectors }, (_, place) => ({
      name: `Connector ${place}`,
      bindings: [`127.0.0.1:${port}`],
      remoteIpRanges: rangesOf(place, ranges),
      permissionGroups: ["AnonymousUsers"],
      authMechanism: ["Tls"],
    })),
    transportConfig: { maxConnectionRatePerMinute: "unlimited" },
  };
}

/** Ranges of a connector: addresses and short spans in turn, none of them the client that comes and goes. */
export function rangesOf(place: number, ranges: number): readonly string[] {
  return Array.from({ length: ranges }, (_, number) => {
    const first = firstOf(place) + 16 + number * 32;
    return number % 2 === 0 ? spell(first) : `${spell(first)}-${spell(first + 11)}`;
  });
}

/** A client that none of a connector's usual ranges contains. */
export function guestOf(place: number): string {
  return spell(firstOf(place) + 2);
}

/** A client of a connector. */
export function clientOf(place: number): string {
  return spell(firstOf(place) + 16);
}

function firstOf(place: number): number {
  return 0x7f010000 + place * SPACING;
}

function spell(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}
