import { performance } from "node:perf_hooks";
import { settle } from "../model";
import type { Declaration } from "../provider/declaration";
import { RunRegistry } from "../provider/run-registry";
import { median } from "./median";

const RANGES = 1_300;
const ROUNDS = 20;

/**
 * Milliseconds that `check` takes for a connector with as many ranges as Active Directory lets Exchange hold: reading
 * every range, the canonical form, all rules, and the comparison with another connector of that size.
 */
export function benchCheck(): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => checkOnce(round));
  return median(times);
}

function checkOnce(round: number): number {
  const registry = new RunRegistry();
  registry.declare(declaration("other", ranges(20 + (round % 10))));
  const given = ranges(10);
  const begin = performance.now();
  const failures = registry.declare(declaration("crm", given));
  const elapsed = performance.now() - begin;
  if (failures.length > 0) throw new Error(failures[0]?.message);
  return elapsed;
}

// Spelt as people do, and in no order.
function ranges(net: number): readonly string[] {
  return Array.from({ length: RANGES }, (_, place) => {
    const [high, low] = [(place * 7) % 250, Math.floor(place / 250) * 10];
    return place % 2 === 0 ? `10.${net}.${high}.${low}` : `10.${net}.${high}.${low + 1}-10.${net}.${high}.${low + 4}`;
  });
}

function declaration(logicalId: string, remoteIpRanges: readonly string[]): Declaration {
  const settled = settle("ReceiveConnector", { name: logicalId, bindings: ["0.0.0.0:25"], remoteIpRanges });
  if (!settled.ok) throw new Error(settled.failures[0]?.message);
  return {
    kind: "ReceiveConnector",
    logicalId,
    settings: settled.value,
    connectorName: undefined,
    declaredEntries: [],
  };
}
