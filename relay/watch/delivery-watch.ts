import type { RecipientEvent } from "../queue";

/** How one transaction with a next hop, or the lack of one, ended. */
export interface DeliveryAttempt {
  readonly queueId: string;
  /** Name of the send connector; null: none serves the domain. */
  readonly connector: string | null;
  /** `host:port`; null: it came to no host. */
  readonly nextHop: string | null;
  /** From taking a connection to the last reply; null: it came to no host. */
  readonly seconds: number | null;
  readonly recipients: readonly { readonly address: string; readonly event: RecipientEvent }[];
}

/** What delivery tells of its attempts. Must not throw, and costs next to nothing. */
export interface DeliveryWatch {
  attempted(attempt: DeliveryAttempt): void;
}

export const NO_DELIVERY_WATCH: DeliveryWatch = { attempted: () => undefined };
