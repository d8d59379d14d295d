export { backupDataDir } from "./backup-data-dir";
export { BackupError } from "./backup-error";
export { type BackupManifest, readManifest, verifyBackup } from "./manifest";
export { restoreDataDir } from "./restore-data-dir";
