import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { Scope } from "../../model";
import type { ConfigSchema, TokenTable } from "./config-schema";
import type { NewToken, TokenRecord, TokenVerdict } from "./config-store";

/** Random bytes of a token. */
const TOKEN_BYTES = 32;

/** A token with the hash it is known by. */
export interface StoredToken {
  readonly record: TokenRecord;
  readonly hash: string;
}

/** Random secret of a token; the prefix lets secret scanners and people recognise it. */
export function newSecret(): string {
  return `relay_${randomBytes(TOKEN_BYTES).toString("base64url")}`;
}

export function makeToken(wanted: NewToken, now: number): StoredToken & { readonly token: string } {
  const token = wanted.secret ?? newSecret();
  const { name, scopes, stackPattern, expiresAt = null } = wanted;
  const record = { id: randomUUID(), name, scopes, stackPattern, createdAt: now, expiresAt };
  return { token, record, hash: hashSecret(token) };
}

/** Lower-case hex SHA-256: the secrets are random, so no slower hash is needed. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Judges a token against all that are stored, in time that does not depend on which one it is. */
export function verifyToken(stored: Iterable<StoredToken>, token: string, now: number): TokenVerdict {
  const hash = hashSecret(token);
  let found: TokenRecord | undefined;
  for (const candidate of stored) if (sameHash(candidate.hash, hash)) found = candidate.record;
  if (found === undefined) return { ok: false, reason: "unknown" };
  return found.expiresAt !== null && found.expiresAt <= now
    ? { ok: false, reason: "expired" }
    : { ok: true, record: found };
}

export async function readTokens(db: Kysely<ConfigSchema>): Promise<readonly StoredToken[]> {
  const rows = await db.selectFrom("token").selectAll().orderBy("created_at").orderBy("id").execute();
  return rows.map((row) => ({ record: decodeToken(row), hash: row.hash }));
}

export async function insertToken(db: Transaction<ConfigSchema>, { record, hash }: StoredToken): Promise<void> {
  const { id, name, scopes, stackPattern, createdAt, expiresAt } = record;
  const row = { id, name, hash, scopes: JSON.stringify(scopes), stack_pattern: stackPattern };
  await db
    .insertInto("token")
    .values({ ...row, created_at: createdAt, expires_at: expiresAt })
    .execute();
}

function decodeToken(row: TokenTable): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as readonly Scope[],
    stackPattern: row.stack_pattern,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
