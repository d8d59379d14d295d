/** The way into a relay host; relay/host builds and joins its parts. */
export { type RunningRelay, runRelay, StartError, startRelay } from "./host";
