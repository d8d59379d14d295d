import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { CopiedConfig } from "../store";
import { BackupError } from "./backup-error";
import { type CopiedFile, describeFile } from "./copy-file";
import { syncDirectory } from "./sync-directory";

/** What a backup holds. Written last: a directory without it is no backup. */
export interface BackupManifest extends CopiedConfig {
  readonly formatVersion: 1;
  /** RFC 3339. */
  readonly madeAt: string;
  /** Of this package. */
  readonly version: string;
  /** Messages in the spool that wait, are held, or were given up a while ago. */
  readonly messages: number;
  readonly files: Readonly<Record<string, CopiedFile>>;
}

const MANIFEST_FILE = "manifest.json";

export function writeManifest(directory: string, manifest: BackupManifest): void {
  const path = join(directory, MANIFEST_FILE);
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
  syncDirectory(directory);
}

/** Reads a backup's manifest. @throws BackupError */
export function readManifest(directory: string): BackupManifest {
  const path = join(directory, MANIFEST_FILE);
  if (!existsSync(path)) throw new BackupError(`${directory} is no whole backup: it has no ${MANIFEST_FILE}.`);
  try {
    const manifest = JSON.parse(readFileSync(path, "utf8")) as BackupManifest;
    if (manifest.formatVersion === 1 && typeof manifest.files === "object") return manifest;
  } catch (cause) {
    throw new BackupError(`${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  throw new BackupError(`${path} is of another version: this release reads formatVersion 1.`);
}

/** Everything in which a backup is not what its manifest says, as whole sentences. */
export function verifyBackup(directory: string, { files }: BackupManifest): readonly string[] {
  const there = new Set(filesIn(directory).filter((name) => name !== MANIFEST_FILE));
  const wrong = Object.entries(files).flatMap(([name, expected]) => {
    if (!there.has(name)) return [`${name} is missing.`];
    const { size, sha256 } = describeFile(join(directory, name));
    if (size !== expected.size) return [`${name} has ${size} bytes, the manifest says ${expected.size}.`];
    return sha256 === expected.sha256 ? [] : [`${name} has another content than when the backup was made.`];
  });
  const strange = [...there].filter((name) => !Object.hasOwn(files, name));
  return [...wrong, ...strange.map((name) => `${name} is not in the manifest.`)];
}

/** Files below a directory, with `/` between folders. */
function filesIn(directory: string): readonly string[] {
  return (readdirSync(directory, { recursive: true }) as string[])
    .filter((name) => statSync(join(directory, name)).isFile())
    .map((name) => relative(directory, join(directory, name)).replaceAll("\\", "/"));
}
