import type { Properties } from "./dynamic-provider";
import { ProviderError } from "./provider-error";

/** What of a write was done, and what is still missing. */
export interface PartialOutcome {
  readonly id: string;
  /** Complete outputs, `__provider` included: the process sends them as they are. */
  readonly properties: Properties;
  /** Address of the host. */
  readonly host: string;
  /** The host's words: whole sentences. */
  readonly reasons: readonly string[];
}

/**
 * The host stored a change but does not enforce all of it, for instance because a port is taken. Any thrown object with
 * an `id` makes the engine keep the resource with these properties and finish it with the next `up`. Of such an object it
 * shows the reasons alone, each as a point of a list, and never the message.
 */
export class PartialFailure extends ProviderError {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];

  constructor(name: string, { id, properties, host, reasons }: PartialOutcome) {
    super(`${name} is stored, but the host at ${host} does not enforce all of it: ${reasons.join(" ")} ${REMEDY}`);
    this.id = id;
    this.properties = properties;
    this.reasons = [this.message];
  }
}

const REMEDY = "Once that is settled, run pulumi up again.";
