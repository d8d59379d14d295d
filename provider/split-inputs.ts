import { HIDDEN_DEFAULTS } from "../model";
import type { Properties } from "./dynamic-provider";
import { type DeclaredEntry, HIDDEN_INPUTS, pick, RUN_INPUTS, type RunInputs } from "./hidden-inputs";
import type { ResourceKind } from "./relay-host";

/** Inputs of a resource, taken apart. */
export interface SplitInputs {
  /** What the model settles: everything that is neither hidden nor about the run, misspelt names included. */
  readonly settings: Properties;
  /** Kept in state beside the settings. */
  readonly hidden: Properties;
  readonly run: RunInputs;
}

/** Takes the inputs of a declaration apart. */
export function splitInputs(kind: ResourceKind, inputs: Properties): SplitInputs {
  const beside = new Set<string>([...HIDDEN_INPUTS[kind], ...RUN_INPUTS]);
  return {
    settings: Object.fromEntries(Object.entries(inputs).filter(([name]) => !beside.has(name))),
    // Declarations from an import file or an older SDK may lack them.
    hidden: { ...HIDDEN_DEFAULTS[kind], ...pick(inputs, HIDDEN_INPUTS[kind]) },
    run: { preview: inputs["preview"] === true, declaredEntries: readEntries(inputs["declaredEntries"]) },
  };
}

function readEntries(value: unknown): readonly DeclaredEntry[] {
  return Array.isArray(value) ? (value as readonly DeclaredEntry[]) : [];
}
