import { below, type Judged, type Measured, type Section, type SectionResult } from "../section";
import type { AttackKind } from "./attack-kinds";
import { pressure, type Pressure } from "./pressure";

interface Scenario {
  readonly kind: AttackKind;
  readonly what: string;
  readonly connections: number;
  readonly rate: number;
  /** Seconds. */
  readonly lasting: number;
}

const MEGABYTE = 2 ** 20;
const MOST_MEMORY = 400;
const GOOD_CLIENT = 250;

// 25 MB at this rate would take forty minutes: all of them are in the middle of their message for the whole time.
const SCENARIOS: readonly Scenario[] = [
  {
    kind: "slow-senders",
    what: "2,000 clients, each slowly sending 25 MB",
    connections: 2000,
    rate: 10_000,
    lasting: 45,
  },
  { kind: "byte-by-byte", what: "2,000 clients, each sending byte by byte", connections: 2000, rate: 40, lasting: 25 },
  {
    kind: "endless-headers",
    what: "2,000 clients with headers that never end",
    connections: 2000,
    rate: 4000,
    lasting: 20,
  },
  { kind: "slow-readers", what: "1,000 clients that never read replies", connections: 1000, rate: 4000, lasting: 20 },
  {
    kind: "half-open",
    what: "2,000 clients that stop in the middle, half of the connection closed",
    connections: 2000,
    rate: 0,
    lasting: 20,
  },
  { kind: "connections", what: "a flood of connections", connections: 200, rate: 0, lasting: 20 },
  { kind: "recipients", what: "a flood of recipients that may not be", connections: 200, rate: 0, lasting: 20 },
  { kind: "logins", what: "a flood of logins", connections: 200, rate: 0, lasting: 20 },
];

/** A part of its own: its attacks last for minutes whatever the machine. */
export const PRESSURE: Section = { name: "pressure", title: "Under attack", run: underEachAttack };

/** A host under each attack in turn: memory at most, and how long a client that behaves waits meanwhile. */
async function underEachAttack(): Promise<SectionResult> {
  const measured: Measured[] = [];
  const judged: Judged[] = [];
  for (const { what, lasting, ...attack } of SCENARIOS) {
    const found = await pressure({ ...attack, duration: lasting * 1000 });
    measured.push(...measuredOf(what, found));
    judged.push(
      below(`${what}: memory at most`, found.most / MEGABYTE, MOST_MEMORY, "MB"),
      below(`${what}: a good client, p99`, found.p99, GOOD_CLIENT, "ms"),
      below(`${what}: good messages not taken`, sum(found.goodFailures), 1, ""),
    );
  }
  return { measured, judged };
}

function measuredOf(
  what: string,
  { calmP99, p50, p99, goodMessages, before, most, after, attack }: Pressure,
): Measured[] {
  const one = (name: string, unit: string, value: number): Measured => {
    return { name: `${what}: ${name}`, unit, median: value, rounds: [value] };
  };
  return [
    one("memory before", "MB", before / MEGABYTE),
    one("memory at most", "MB", most / MEGABYTE),
    one("memory after", "MB", after / MEGABYTE),
    one("a good client before the attack, p99", "ms", calmP99),
    one("a good client, p50", "ms", p50),
    one("a good client, p99", "ms", p99),
    one("good messages taken", "", goodMessages),
    one("attacking connections", "", attack.opened),
    ...Object.entries(attack.replies).map(([code, count]) => one(`replies ${code} to attackers`, "", count)),
    one("sent by attackers", "MB", attack.sent / MEGABYTE),
  ];
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
