import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkSpool, type SpoolCheck } from "../spool";
import { CONFIG_FILE, copyConfig, countSealed, SECRETS_KEY_FILE } from "../store";
import { BackupError } from "./backup-error";
import { copyFile, type CopiedFile, describeFile } from "./copy-file";
import { type BackupManifest, writeManifest } from "./manifest";
import { snapshotSpool, type SpoolSnapshot } from "./spool-snapshot";
import { syncDirectory } from "./sync-directory";

export interface BackupOptions {
  readonly dataDir: string;
  /** Directory that is made; it must not be there, or be empty. */
  readonly target: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** File of the key that sealed passwords are opened with; null: in the data directory. */
  readonly secretsKeyFile: string | null;
  /** Of this package. */
  readonly version: string;
}

/** Beside the stores: keys and certificates, without which a restored host could not speak for itself. */
const FILES: readonly string[] = ["smtp-cert.pem", "smtp-key.pem", "usage.log"];
const FOLDERS: readonly string[] = ["certificates"];

/** How often the spool's moment is moved on for a message that was delivered while it was copied. */
const ROUNDS = 5;

/**
 * Copies what a host keeps, whether it runs or not: the configuration of one moment, and the mail of one moment after it.
 * Tokens are in it as hashes, passwords of send connectors sealed, with the key: it is as secret as the data directory.
 * @throws BackupError, StoreError; nothing is left in the target then
 */
export async function backupDataDir(options: BackupOptions): Promise<BackupManifest> {
  const { dataDir, target } = options;
  if (!existsSync(join(dataDir, CONFIG_FILE))) throw new BackupError(withoutStore(dataDir));
  prepareTarget(target);
  try {
    return await copyEverything(options);
  } catch (error) {
    for (const name of readdirSync(target)) rmSync(join(target, name), { recursive: true, force: true });
    throw error;
  }
}

async function copyEverything(options: BackupOptions): Promise<BackupManifest> {
  const { dataDir, target, now, version } = options;
  const config = copyConfig(join(dataDir, CONFIG_FILE), join(target, CONFIG_FILE));
  const files = new Map<string, CopiedFile>([[CONFIG_FILE, describeFile(join(target, CONFIG_FILE))]]);
  for (const name of besideStores(dataDir)) files.set(name, copyInto({ dataDir, target, name }));
  const key = copyKey(options);
  if (key !== null) files.set(SECRETS_KEY_FILE, key);
  const { check, copied } = await copySpool(dataDir, target);
  for (const [name, file] of copied) files.set(`spool/${name}`, file);
  const madeAt = new Date(now).toISOString();
  const { messages } = check;
  const listed = Object.fromEntries([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
  const manifest: BackupManifest = { formatVersion: 1, madeAt, version, ...config, messages, files: listed };
  writeManifest(target, manifest);
  return manifest;
}

/** Under its usual name, wherever the host has it. Null: there is none, and nothing that is sealed. */
function copyKey({ dataDir, target, secretsKeyFile }: BackupOptions): CopiedFile | null {
  const from = secretsKeyFile ?? join(dataDir, SECRETS_KEY_FILE);
  if (existsSync(from)) return copyFile(from, join(target, SECRETS_KEY_FILE));
  const sealed = countSealed(join(target, CONFIG_FILE));
  if (secretsKeyFile === null && sealed === 0) return null;
  throw new BackupError(
    `${from} is missing, and without the key that opens sealed passwords (${sealed}) a backup becomes no host. Name its ` +
      `file with --secrets-key-file.`,
  );
}

function withoutStore(dataDir: string): string {
  return (
    `There is no ${CONFIG_FILE} in ${dataDir}: it is no data directory of a relay host, or its host keeps configuration ` +
    `and mail in PostgreSQL, which pg_dump backs up.`
  );
}

/** @throws BackupError when something is there */
export function prepareTarget(target: string): void {
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new BackupError(`${target} is there and is not empty: name a directory that is not there.`);
  }
  mkdirSync(target, { recursive: true, mode: 0o700 });
}

function besideStores(dataDir: string): readonly string[] {
  const inFolders = FOLDERS.flatMap((folder) => {
    const path = join(dataDir, folder);
    return existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
  });
  return [...FILES, ...inFolders].filter((name) => {
    const path = join(dataDir, name);
    return existsSync(path) && statSync(path).isFile();
  });
}

interface CopyPlace {
  readonly dataDir: string;
  readonly target: string;
  readonly name: string;
}

function copyInto({ dataDir, target, name }: CopyPlace): CopiedFile {
  const to = join(target, name);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  return copyFile(join(dataDir, name), to);
}

interface SpoolCopy {
  readonly check: SpoolCheck;
  readonly copied: ReadonlyMap<string, CopiedFile>;
}

async function copySpool(dataDir: string, target: string): Promise<SpoolCopy> {
  const from = join(dataDir, "spool");
  const to = join(target, "spool");
  for (const folder of ["log", "bodies"]) mkdirSync(join(to, folder), { recursive: true, mode: 0o700 });
  const held = join(dataDir, `backup-${process.pid}`);
  const snapshot = snapshotSpool(from, held);
  try {
    return await copyUntilWhole(snapshot, to);
  } finally {
    snapshot.close();
  }
}

async function copyUntilWhole(snapshot: SpoolSnapshot, to: string): Promise<SpoolCopy> {
  const copied = new Map<string, CopiedFile>();
  for (let round = 1; ; round++) {
    copyAll(snapshot, to, copied);
    const check = await checkSpool(to);
    const faults = check.findings.filter(({ kind }) => kind === "missing-body" || kind === "damaged-body");
    if (faults.length === 0) {
      dropOrphans(check, to, copied);
      return { check, copied };
    }
    if (round === ROUNDS) throw new BackupError(`The spool cannot be copied whole: ${faults[0]?.message ?? ""}`);
    snapshot.advance();
  }
}

function copyAll({ files }: SpoolSnapshot, to: string, copied: Map<string, CopiedFile>): void {
  for (const { name, path, size } of files) {
    const known = copied.get(name);
    if (known !== undefined && (size === Infinity || known.size === size)) continue;
    rmSync(join(to, name), { force: true });
    copied.set(name, copyFile(path, join(to, name), size));
  }
  for (const folder of ["log", "bodies"]) syncDirectory(join(to, folder));
}

/** Bodies whose message was delivered, or not yet taken, are not worth their room. */
function dropOrphans(check: SpoolCheck, to: string, copied: Map<string, CopiedFile>): void {
  for (const { kind, file } of check.findings) {
    if (kind !== "orphan-body") continue;
    rmSync(join(to, file), { force: true });
    copied.delete(file);
  }
}
