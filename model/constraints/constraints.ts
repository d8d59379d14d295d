import { CONFLICT_CONSTRAINT } from "./conflict-constraint";
import type { Constraint } from "./constraint";
import { MECHANISM_CONSTRAINTS } from "./mechanism-constraints";
import { VALUE_CONSTRAINTS } from "./value-constraints";

/** Every rule between parameters of New-/Set-ReceiveConnector, C1 to C14, for check, API, import and the docs page. */
export const CONSTRAINTS: readonly Constraint[] = [
  ...MECHANISM_CONSTRAINTS,
  ...VALUE_CONSTRAINTS,
  CONFLICT_CONSTRAINT,
].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
