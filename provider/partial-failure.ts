import type { Properties } from "./dynamic-provider";
import { ProviderError } from "./provider-error";

/** What of a write was done, and what is still missing. */
export interface PartialOutcome {
  readonly id: string;
  /** Complete outputs, `__provider` included: the process sends them as they are. */
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

/**
 * The host stored a change but does not enforce all of it, for instance because a port is taken. Any thrown object with
 * an `id` makes the engine keep the resource with these properties and finish it with the next `up`.
 */
export class PartialFailure extends ProviderError implements PartialOutcome {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];

  constructor(name: string, outcome: PartialOutcome) {
    super(`${name} is stored, but the host does not enforce all of it: ${outcome.reasons.join(" ")}`);
    this.id = outcome.id;
    this.properties = outcome.properties;
    this.reasons = outcome.reasons;
  }
}
