import { existsSync } from "node:fs";
import type { ConfigEngine } from "./config-engine";
import type { SecretBox } from "./secret-box";
import { openSecretBox, secretsKeyMissing, type SecretKeyOptions } from "./secret-key";
import { StoreError } from "./store-error";

const KEY = "secrets_key_id";
const MISSING =
  "is missing, and other hosts that use this store have it. Copy it from one of them, or name it with --secrets-key-file";

/**
 * Opens the key of a store that hosts share. The first host's becomes that of all: the store remembers which it is,
 * never the key itself, and a host that has another one is refused before it seals a password that others cannot open.
 *
 * @throws StoreError RELAY_SECRETS_KEY_MISSING or RELAY_SECRETS_KEY_WRONG
 */
export async function pinKey(engine: ConfigEngine, { keyFile, sealed }: SecretKeyOptions): Promise<SecretBox> {
  const pinned = await pinnedKey(engine);
  if (pinned !== undefined && !existsSync(keyFile)) throw secretsKeyMissing(keyFile, MISSING);
  const box = openSecretBox({ keyFile, sealed });
  const first = pinned ?? (await pin(engine, box.keyId));
  if (first === box.keyId) return box;
  const text = `${keyFile} holds the key ${box.keyId}, and the hosts of ${engine.label} share the key ${first}. Copy the file from one of them.`;
  throw new StoreError("RELAY_SECRETS_KEY_WRONG", text);
}

function pinnedKey(engine: ConfigEngine): Promise<string | undefined> {
  return engine.read(async (db) => {
    const row = await db.selectFrom("meta").select("value").where("key", "=", KEY).executeTakeFirst();
    return row?.value;
  });
}

/** The key that is remembered afterwards: another host may have been faster. */
function pin(engine: ConfigEngine, keyId: string): Promise<string> {
  return engine.exclusively(async ({ db }) => {
    const row = { key: KEY, value: keyId };
    await db
      .insertInto("meta")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute();
    return (await db.selectFrom("meta").select("value").where("key", "=", KEY).executeTakeFirstOrThrow()).value;
  });
}
