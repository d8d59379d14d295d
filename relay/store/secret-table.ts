import type { Kysely, Transaction } from "kysely";
import type { ConfigSchema, SecretTable } from "./config-schema";
import { inParts } from "./in-parts";

type Form = SecretTable["form"];

/** A password to store, with what decides whether the one before stays good for a while. */
export interface SecretWrite {
  readonly objectId: string;
  readonly version: string;
  readonly form: Form;
  readonly value: string;
  /** Set by the stack that owns the object, not by hand. */
  readonly byOwner: boolean;
  /** How long the former password of an account stays good, in milliseconds. */
  readonly overlap: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Stores a password in the place of the one before. */
export async function putSecret(db: Transaction<ConfigSchema>, write: SecretWrite): Promise<void> {
  const { objectId, version, form, value, byOwner, now } = write;
  const former = await formerOf(db, write);
  await removeSecrets(db, [objectId]);
  const row = { object_id: objectId, version, form, value, by_owner: byOwner ? 1 : 0, set_at: now, ...former };
  await db.insertInto("secret").values(row).execute();
}

const NO_FORMER = { former_value: null, former_until: null } as const;

async function formerOf(
  db: Transaction<ConfigSchema>,
  { objectId, form, byOwner, overlap, now }: SecretWrite,
): Promise<Pick<SecretTable, "former_value" | "former_until">> {
  if (form !== "hash" || overlap <= 0) return NO_FORMER;
  const before = await findSecret(db, objectId);
  if (before?.form !== "hash") return NO_FORMER;
  // What somebody set by hand is drift when its owner sets the declared password again: it is good no longer.
  if (byOwner && before.by_owner === 0) return NO_FORMER;
  return { former_value: before.value, former_until: now + overlap };
}

export async function removeSecrets(db: Transaction<ConfigSchema>, objectIds: readonly string[]): Promise<void> {
  for (const ids of inParts(objectIds)) await db.deleteFrom("secret").where("object_id", "in", ids).execute();
}

export async function findSecret(db: Kysely<ConfigSchema>, objectId: string): Promise<SecretTable | undefined> {
  return db.selectFrom("secret").selectAll().where("object_id", "=", objectId).executeTakeFirst();
}

/** The versions of objects' passwords by the objects' ids; of all objects, or of these. */
export async function readSecretVersions(
  db: Kysely<ConfigSchema>,
  objectIds?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const all = db.selectFrom("secret").select(["object_id", "version"]);
  const rows = await (objectIds === undefined ? all : all.where("object_id", "in", objectIds)).execute();
  return new Map(rows.map(({ object_id: id, version }) => [id, version]));
}

/** Passwords by the ids of their objects; of all objects, or of these. */
export async function readSecrets(
  db: Kysely<ConfigSchema>,
  objectIds?: readonly string[],
): Promise<ReadonlyMap<string, SecretTable>> {
  const all = db.selectFrom("secret").selectAll();
  const parts = objectIds === undefined ? [all] : inParts(objectIds).map((ids) => all.where("object_id", "in", ids));
  const rows = await Promise.all(parts.map((part) => part.execute()));
  return new Map(rows.flat().map((row) => [row.object_id, row]));
}

/** Every sealed password, to see at the start whether the key opens them. */
export async function readSealed(db: Kysely<ConfigSchema>): Promise<readonly string[]> {
  const rows = await db.selectFrom("secret").select("value").where("form", "=", "sealed").execute();
  return rows.map(({ value }) => value);
}

/** Hashes that an account may log in with at `now`: of the present password, then of the former one while it is good. */
export function goodHashes(
  row: SecretTable | undefined,
  { now, overlap }: { readonly now: number; readonly overlap: number },
): readonly string[] {
  if (row?.form !== "hash") return [];
  const { value, former_value: former, former_until: until, set_at: setAt } = row;
  // A shorter overlap counts at once, a longer one from the next password on.
  const isGood = former !== null && until !== null && now < Math.min(until, setAt + overlap);
  return isGood ? [value, former] : [value];
}
