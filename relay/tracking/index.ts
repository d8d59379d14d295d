export type { TrackedMessage } from "./tracked-message";
export { TRACKING_EVENTS, type TrackingEvent } from "./tracking-event";
export { TRACKING_FIELDS } from "./tracking-line";
export { TrackingLog } from "./tracking-log";
export type { TrackingQuery } from "./find-tracked";
