import type { UnknownValue } from "../relay-world";
import type { GateName, GateResult, GateViolation } from "./gate-result";

/** A gate passes only when nothing breaks it and everything is known. */
export function gateResult(
  gate: GateName,
  violations: readonly GateViolation[],
  unknowns: readonly UnknownValue[],
): GateResult {
  const outcome = violations.length > 0 ? "fail" : unknowns.length > 0 ? "cannot-tell" : "pass";
  return { gate, outcome, violations, unknowns };
}
