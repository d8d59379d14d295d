export { checkDataDir, type DataDirFinding, type DataDirReport } from "./check-data-dir";
export { type MovedStore, moveStore } from "./move-store";
export { runningHost } from "./running-host";
export { runRelay } from "./run-relay";
export { type RunningRelay, startRelay } from "./start-relay";
export { StartError } from "./start-error";
