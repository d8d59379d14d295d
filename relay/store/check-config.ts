import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { CONFIG_FILE, ConfigDatabase } from "./config-database";
import { copyConfig } from "./copy-config";
import { countSealed } from "./count-sealed";
import { SECRETS_KEY_FILE } from "./secret-key";

/**
 * What a check of a config store may find.
 * - `damaged-store`, `broken-audit`, `unusable-store`: it is not as it was written, or this release cannot open it.
 * - `orphan-permission`: its connector is not there; it grants nothing. `orphan-secret`: of no object.
 * - `empty-declaration`: nothing of what a stack has declared is there.
 */
export type ConfigFindingKind =
  "damaged-store" | "unusable-store" | "broken-audit" | "orphan-permission" | "orphan-secret" | "empty-declaration";

export interface ConfigFinding {
  readonly kind: ConfigFindingKind;
  /** Whole sentence. */
  readonly message: string;
  /** Id of the object that it is about; null: of the store. */
  readonly objectId: string | null;
}

export interface ConfigCheck {
  /** Null: it cannot be opened. */
  readonly revision: number | null;
  readonly objects: number;
  readonly findings: readonly ConfigFinding[];
}

/**
 * Checks the config store of a data directory that no host uses, on a copy: migrations and journals stay as they are.
 * @param secretsKeyFile Null: in the data directory
 */
export async function checkConfig(dataDir: string, secretsKeyFile: string | null): Promise<ConfigCheck> {
  const file = join(dataDir, CONFIG_FILE);
  if (!existsSync(file)) return { revision: null, objects: 0, findings: [] };
  const copy = mkdtempSync(join(tmpdir(), "relay-fsck-"));
  try {
    copyConfig(file, join(copy, CONFIG_FILE));
    const key = secretsKeyFile ?? join(dataDir, SECRETS_KEY_FILE);
    // Opening a store makes a key where none is needed yet: beside the copy.
    const isOpened = existsSync(key) || countSealed(join(copy, CONFIG_FILE)) > 0;
    return await checkCopy(copy, isOpened ? key : join(copy, SECRETS_KEY_FILE));
  } catch (error) {
    return { revision: null, objects: 0, findings: [ofStore("damaged-store", (error as Error).message)] };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function checkCopy(directory: string, secretsKeyFile: string): Promise<ConfigCheck> {
  const options = { dataDir: directory, secretsKeyFile, now: Date.now };
  const opened = await ConfigDatabase.open(options).catch((error: Error) => error);
  if (opened instanceof Error) {
    return { revision: null, objects: 0, findings: [ofStore("unusable-store", opened.message)] };
  }
  const verdict = await opened.verifyAudit();
  const { revision } = opened.state;
  await opened.close();
  const broken = verdict.ok
    ? []
    : [ofStore("broken-audit", `The audit is not as it was written at entry ${verdict.sequence}: ${verdict.reason}.`)];
  const { objects, findings } = checkRows(join(directory, CONFIG_FILE));
  return { revision, objects, findings: [...broken, ...findings] };
}

function ofStore(kind: ConfigFindingKind, message: string): ConfigFinding {
  return { kind, message, objectId: null };
}

interface ObjectRow {
  readonly id: string;
  readonly kind: string;
  readonly settings: string;
  readonly owner_stack: string | null;
}

function checkRows(file: string) {
  const database = new Sqlite(file, { readonly: true });
  try {
    const objects = database.prepare("SELECT id, kind, settings, owner_stack FROM object").all() as ObjectRow[];
    const secrets = database.prepare("SELECT object_id FROM secret").all() as { readonly object_id: string }[];
    const stacks = database.prepare("SELECT stack FROM declaration").all() as { readonly stack: string }[];
    const ids = new Set(objects.map(({ id }) => id));
    return {
      objects: objects.length,
      findings: [
        ...objects.flatMap((object) => orphanPermission(object, ids)),
        ...secrets.flatMap(({ object_id: id }) => orphanSecret(id, ids)),
        ...stacks.flatMap(({ stack }) => emptyDeclaration(stack, objects)),
      ],
    };
  } finally {
    database.close();
  }
}

function orphanPermission({ id, kind, settings }: ObjectRow, ids: ReadonlySet<string>): readonly ConfigFinding[] {
  if (kind !== "ConnectorPermission") return [];
  const { connector, principal } = JSON.parse(settings) as { readonly connector: string; readonly principal: string };
  if (ids.has(connector)) return [];
  const message =
    `ConnectorPermission ${id} for ${principal} speaks of receive connector ${connector}, which is not there: it grants ` +
    `nothing. relayctl delete takes it away.`;
  return [{ kind: "orphan-permission", message, objectId: id }];
}

function orphanSecret(id: string, ids: ReadonlySet<string>): readonly ConfigFinding[] {
  if (ids.has(id)) return [];
  return [{ kind: "orphan-secret", message: `A password is kept for object ${id}, which is not there.`, objectId: id }];
}

function emptyDeclaration(stack: string, objects: readonly ObjectRow[]): readonly ConfigFinding[] {
  if (objects.some(({ owner_stack: owner }) => owner === stack)) return [];
  const message = `Stack ${stack} has told what it declares, and nothing of it is there: it was destroyed, or moved.`;
  return [{ kind: "empty-declaration", message, objectId: null }];
}

/** Puts passwords of objects that are not there into a file for the owner alone. @returns the file's name; null: none were */
export function setSecretsAside(dataDir: string, name: string): string | null {
  const database = new Sqlite(join(dataDir, CONFIG_FILE), { fileMustExist: true });
  try {
    const orphans = "object_id NOT IN (SELECT id FROM object)";
    const rows = database.prepare(`SELECT * FROM secret WHERE ${orphans}`).all();
    if (rows.length === 0) return null;
    const file = `secrets-set-aside-${name}.json`;
    writeFileSync(join(dataDir, file), `${JSON.stringify(rows, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
    database.prepare(`DELETE FROM secret WHERE ${orphans}`).run();
    return file;
  } finally {
    database.close();
  }
}
