import type { GateResult, GateViolation } from "../../model";
import { plural } from "../text/plural";

export const OUTCOMES = { pass: "PASS", fail: "FAIL", "cannot-tell": "CANNOT TELL" } as const;

/** What a gate says in one line: `PASS  ceiling`. A broken one has a line for each violation. */
export function gateLines(gate: GateResult): readonly string[] {
  const { outcome, violations, unknowns } = gate;
  if (outcome === "pass") return [`PASS  ${gate.gate}`];
  const broken = violations.map(({ message }) => `FAIL  ${message}`);
  if (unknowns.length === 0) return broken;
  const what = plural(unknowns.length, "value is", "values are");
  return [...broken, `CANNOT TELL  ${gate.gate}: ${what} not known before the update, and might relay`];
}

/** Why the nearest rules do not cover it: `crm: addresses leave out 192.168.2.0/24`. */
export function nearLines(violation: GateViolation): readonly string[] {
  if (violation.kind !== "not-covered") return [];
  return violation.nearest.map(({ rule, path, missing }) => {
    return `${path} "${rule}": ${missing.map(({ text }) => text).join("; ")}`;
  });
}
