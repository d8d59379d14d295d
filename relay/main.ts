/** The way into a relay host; relay/host builds and joins its parts. */
export { checkDataDir, type DataDirFinding, type DataDirReport } from "./host";
export { type RunningRelay, runRelay, StartError, startRelay } from "./host";
