import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigDatabase } from "../store";
import { prepareTarget } from "./backup-data-dir";
import { BackupError } from "./backup-error";
import { copyFile } from "./copy-file";
import { type BackupManifest, readManifest, verifyBackup } from "./manifest";
import { syncDirectory } from "./sync-directory";

export interface RestoreOptions {
  readonly backup: string;
  /** Data directory that is made; it must not be there, or be empty. */
  readonly dataDir: string;
  /** `left-out`: the new host begins without the mail that waited. */
  readonly mail: "restored" | "left-out";
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface RestoredDataDir {
  readonly manifest: BackupManifest;
  /** The same installation in a new epoch: what clients saw of the old one no longer holds. */
  readonly installation: { readonly id: string; readonly epoch: number };
}

/**
 * Makes a data directory of a backup, verified file by file. It appears whole or not at all.
 * @throws BackupError, StoreError; nothing is left then
 */
export async function restoreDataDir(options: RestoreOptions): Promise<RestoredDataDir> {
  const { backup } = options;
  const dataDir = resolve(options.dataDir);
  const manifest = readManifest(backup);
  const wrong = verifyBackup(backup, manifest);
  if (wrong.length > 0) throw new BackupError(`${backup} is damaged, nothing was restored: ${wrong.join(" ")}`);
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new BackupError(`${dataDir} is there and is not empty: a backup is never restored over a data directory.`);
  }
  const making = `${dataDir}.restoring`;
  prepareTarget(making);
  try {
    const installation = await fill(making, manifest, options);
    if (existsSync(dataDir)) rmdirSync(dataDir);
    renameSync(making, dataDir);
    syncDirectory(dirname(dataDir));
    return { manifest, installation };
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

async function fill(making: string, manifest: BackupManifest, { backup, mail, now }: RestoreOptions) {
  const names = Object.keys(manifest.files).filter((name) => mail === "restored" || !name.startsWith("spool/"));
  for (const name of names) copyVerified(backup, making, { name, manifest });
  for (const folder of new Set(names.map((name) => dirname(join(making, name))))) syncDirectory(folder);
  const store = await ConfigDatabase.open({ dataDir: making, now });
  return store.advanceEpoch().finally(() => store.close());
}

interface Verified {
  readonly name: string;
  readonly manifest: BackupManifest;
}

function copyVerified(backup: string, dataDir: string, { name, manifest }: Verified): void {
  const to = join(dataDir, name);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  if (copyFile(join(backup, name), to).sha256 === manifest.files[name]?.sha256) return;
  throw new BackupError(`${name} has changed while it was restored: nothing was put in place.`);
}
