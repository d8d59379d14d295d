/** The way into a relay host; relay/host builds and joins its parts. */
export { backupDataDir, BackupError, type BackupManifest, readManifest, restoreDataDir, verifyBackup } from "./backup";
export { type MovedStore, moveStore } from "./host";
export { checkDataDir, type DataDirFinding, type DataDirReport } from "./host";
export { type RunningRelay, runningHost, runRelay, StartError, startRelay } from "./host";
