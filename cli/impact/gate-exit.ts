import type { GateResult } from "../../model";
import { EXIT } from "../exit-codes";

/** Exit code of gates: 1 when one is broken, 2 when one cannot tell and none is broken, else 0. */
export function gateExit(gates: readonly GateResult[]): number {
  if (gates.some(({ outcome }) => outcome === "fail")) return EXIT.found;
  return gates.some(({ outcome }) => outcome === "cannot-tell") ? EXIT.usage : EXIT.ok;
}
