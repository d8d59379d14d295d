import { applyChanges, COLLECTION_NAMES, type ConfigChanges, type RecordedState } from "../../model";
import { changedObjects } from "./change-table";
import type { Reader } from "./config-engine";
import type { StoreMove } from "./config-store";
import { type Held, readBeside, readHeld } from "./held-state";
import { readIdentity, type StoreIdentity } from "./meta-table";
import { readSecrets } from "./secret-table";
import { readObjects, readReleases, readRevision } from "./state-table";

/** Objects read one by one at most; more of them are read with everything else. */
const FEW = 5_000;

/** What is known now, and how it differs from what was known before. */
export interface Followed {
  readonly held: Held;
  readonly change: StoreMove["change"];
}

/** Brings what is known up to what the store says in the moment of a transaction. */
export async function followHeld(db: Reader, held: Held): Promise<Followed> {
  const identity = await readIdentity(db);
  if (identity.generation === held.generation && identity.installation.id === held.installation.id)
    return { held, change: null };
  const ids = await changedSince(db, held, identity);
  if (ids === undefined || ids.length > FEW) return readAnew(db);
  const change = await readChanges(db, held.state, ids);
  const state = change === null ? held.state : applyChanges(held.state, change);
  const beside = await readBeside(db);
  const followed = { ...held, ...identity, ...beside, state, secrets: await followSecrets(db, held.secrets, ids) };
  return { held: followed, change: change === null ? null : { kind: "changes", changes: change } };
}

/** Passwords after a change of these objects. */
export async function followSecrets(
  db: Reader,
  known: Held["secrets"],
  ids: readonly string[],
): Promise<Held["secrets"]> {
  if (known === null || ids.length === 0) return known;
  const found = await readSecrets(db, ids);
  const kept = [...known].filter(([id]) => !ids.includes(id));
  return new Map([...kept, ...found]);
}

async function readAnew(db: Reader): Promise<Followed> {
  const held = await readHeld(db, "several-hosts");
  return { held, change: { kind: "whole", state: held.state } };
}

/** Undefined: what is known is not what the store was, as after a backup was put back. */
async function changedSince(db: Reader, held: Held, { installation, generation }: StoreIdentity) {
  if (installation.id !== held.installation.id || installation.epoch !== held.installation.epoch) return undefined;
  const { sequence, hash } = held.auditHead;
  const entry = await db.selectFrom("audit").select("hash").where("sequence", "=", sequence).executeTakeFirst();
  if (sequence > 0 && entry?.hash !== hash) return undefined;
  return changedObjects(db, held.generation, generation);
}

async function readChanges(db: Reader, state: RecordedState, ids: readonly string[]): Promise<ConfigChanges | null> {
  const revision = await readRevision(db);
  if (ids.length === 0 && revision === state.revision) return null;
  const put = await readObjects(db, ids);
  const there = new Set(put.map(({ id }) => id));
  const removed = ids.filter((id) => !there.has(id)).flatMap((id) => knownAs(state, id));
  return { revision, put, removed, releases: await readReleases(db) };
}

function knownAs(state: RecordedState, id: string): ConfigChanges["removed"] {
  return COLLECTION_NAMES.flatMap((name) => state[name].get(id) ?? []).map(({ kind }) => ({ kind, id }));
}
