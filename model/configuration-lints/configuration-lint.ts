import type { LintWarning } from "../lints";
import type { Kind } from "../settings";

/** A lint with the object that it is about. */
export interface ConfigurationLint extends LintWarning {
  readonly kind: Kind;
  /** Id of the object; in a state that a document describes, its path. */
  readonly id: string;
  /** How the object is called; a permission by its connector. */
  readonly name: string;
}
