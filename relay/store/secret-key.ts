import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { KEY_BYTES, SecretBox } from "./secret-box";
import { StoreError } from "./store-error";

/** Name of the key's file in a data directory. */
export const SECRETS_KEY_FILE = "secrets.key";

/** The key of a data directory, and what was sealed with it so far. */
export interface SecretKeyOptions {
  readonly keyFile: string;
  readonly sealed: readonly string[];
}

/**
 * Opens the key that passwords for other hosts are sealed with. It is made at the first start, for the host's user alone;
 * a store that has sealed passwords already gets no new key, which could open none of them.
 *
 * @throws StoreError RELAY_SECRETS_KEY_MISSING or RELAY_SECRETS_KEY_WRONG
 */
export function openSecretBox({ keyFile: path, sealed }: SecretKeyOptions): SecretBox {
  if (!existsSync(path)) {
    if (sealed.length > 0) throw missing(path, sealed.length);
    writeKey(path, randomBytes(KEY_BYTES));
  }
  const box = new SecretBox(readKey(path));
  // A value that was damaged is one route's trouble, and its password can be set again on a running host only.
  for (const value of sealed) box.requireKey(value);
  return box;
}

function readKey(path: string): Buffer {
  const key = Buffer.from(readText(path).trim(), "base64");
  if (key.length === KEY_BYTES) return key;
  const detail = `${path} holds ${key.length} bytes in base64, a key has ${KEY_BYTES}. Put the file back from the copy of this data directory.`;
  throw new StoreError("RELAY_SECRETS_KEY_WRONG", detail);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new StoreError("RELAY_SECRETS_KEY_WRONG", `${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

// Whole or not there: half a key, left by a loss of power, would open nothing and block every later start.
function writeKey(path: string, key: Buffer): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, "wx", 0o600);
  try {
    writeSync(file, `${key.toString("base64")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function missing(path: string, count: number): StoreError {
  const what = count === 1 ? "1 password is" : `${count} passwords are`;
  const why = `is missing, and ${what} sealed with it`;
  return secretsKeyMissing(path, `${why}. Put the file back from the copy of this data directory`);
}

/** @param why The rest of the sentence about the file, and what to do */
export function secretsKeyMissing(path: string, why: string): StoreError {
  return new StoreError("RELAY_SECRETS_KEY_MISSING", `${path} ${why}; nothing was changed.`);
}
