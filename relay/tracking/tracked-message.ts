import type { TrackingEvent } from "./tracking-event";

/** One message by its queue id, with its events in the order in which they happened. */
export interface TrackedMessage {
  readonly queueId: string;
  readonly events: readonly TrackingEvent[];
}
