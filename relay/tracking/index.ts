export type { TrackedMessage } from "./tracked-message";
export { TRACKING_EVENTS } from "./tracking-event";
export { TRACKING_FIELDS } from "./tracking-line";
export { TrackingLog } from "./tracking-log";
