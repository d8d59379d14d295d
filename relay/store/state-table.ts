import type { Kysely, Transaction } from "kysely";
import {
  applyChanges,
  type ConfigChanges,
  type ObjectRecord,
  type RecordedState,
  type Release,
  TRANSPORT_CONFIG_ID,
  transportDefaults,
} from "../../model";
import type { ConfigSchema } from "./config-schema";
import { inParts } from "./in-parts";
import { decodeObject, encodeObject } from "./object-codec";
import { readSecretVersions } from "./secret-table";
import { StoreError } from "./store-error";

/** Reads the whole configuration. `createdAt` is when the installation began, for what nobody has written yet. */
export async function readState(db: Kysely<ConfigSchema>, createdAt: number): Promise<RecordedState> {
  const rows = await db.selectFrom("object").selectAll().execute();
  const secretVersions = await readSecretVersions(db);
  return applyChanges(emptyState(createdAt), {
    revision: await readRevision(db),
    put: rows.map((row) => decodeObject(row, secretVersions)),
    removed: [],
    releases: await readReleases(db),
  });
}

/** The objects of these ids that there are. */
export async function readObjects(db: Kysely<ConfigSchema>, ids: readonly string[]): Promise<readonly ObjectRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("object").selectAll().where("id", "in", ids).execute();
  const secretVersions = await readSecretVersions(db, ids);
  return rows.map((row) => decodeObject(row, secretVersions));
}

export async function readReleases(db: Kysely<ConfigSchema>): Promise<readonly Release[]> {
  const releases = await db.selectFrom("release").select("body").orderBy("id").execute();
  return releases.map(({ body }) => JSON.parse(body) as Release);
}

/** Writes changes, and moves the host revision on from `from` exactly. @throws StoreError when it is not there. */
export async function writeChanges(db: Transaction<ConfigSchema>, from: number, changes: ConfigChanges): Promise<void> {
  await advanceRevision(db, from, changes.revision);
  // All rows go before any comes: two objects may exchange their logical ids, which are unique at every moment.
  const gone = [...changes.removed, ...changes.put].map(({ id }) => id);
  for (const ids of inParts(gone)) await db.deleteFrom("object").where("id", "in", ids).execute();
  for (const object of changes.put) await db.insertInto("object").values(encodeObject(object)).execute();
  if (changes.releases !== null) await putReleases(db, changes.releases);
}

async function putReleases(db: Transaction<ConfigSchema>, releases: readonly Release[]): Promise<void> {
  await db.deleteFrom("release").execute();
  if (releases.length === 0) return;
  const rows = releases.map((release) => ({ body: JSON.stringify(release), until: release.until }));
  await db.insertInto("release").values(rows).execute();
}

async function advanceRevision(db: Transaction<ConfigSchema>, from: number, to: number): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("meta")
    .set({ value: String(to) })
    .where("key", "=", "revision")
    .where("value", "=", String(from))
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  const detail = `The config store is no longer at revision ${from}: something else has written to it. Nothing was changed.`;
  throw new StoreError("RELAY_STORE_DAMAGED", detail);
}

export async function readRevision(db: Kysely<ConfigSchema>): Promise<number> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", "revision").executeTakeFirstOrThrow();
  return Number(row.value);
}

// Until somebody writes it, the one TransportConfig has this release's defaults, and no row.
function emptyState(createdAt: number): RecordedState {
  const times = { createdAt, updatedAt: createdAt, updatedBy: "installation" };
  const unwritten = {
    revision: 0,
    selectionRevision: 0,
    relayLimitedTo: null,
    secretVersion: null,
    supersededSince: null,
  };
  const settings = transportDefaults();
  const nobody = { owner: null, ownership: null, declaredIn: null };
  return {
    revision: 0,
    receiveConnectors: new Map(),
    connectorPermissions: new Map(),
    acceptedDomains: new Map(),
    sendConnectors: new Map(),
    relayUsers: new Map(),
    relayGroups: new Map(),
    transportConfig: { kind: "TransportConfig", id: TRANSPORT_CONFIG_ID, settings, ...times, ...unwritten, ...nobody },
    releases: [],
  };
}
