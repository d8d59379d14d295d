import type { Failure } from "../failure";
import type { WriteProblem } from "./write-result";

/** A failure of the settings as the reason why a write is refused. */
export function problemOf(failure: Failure | undefined): WriteProblem | undefined {
  return failure && { code: failure.code, property: failure.property, detail: failure.message };
}
