import type { Kind, SettingsOf } from "../settings";
import type { Owner } from "../stored-object";
import { changedProperties } from "./changed-properties";
import type { DeclaredIn, ObjectRecord, Ownership } from "./recorded-object";
import { selectionDiffers } from "./selector";
import type { WriteContext } from "./write-context";

/** What a write wants an object to be. */
export interface RecordWish<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly settings: SettingsOf[K];
  readonly owner: Owner | null;
  readonly ownership: Ownership | null;
  readonly secretVersion: string | null;
  readonly declaredIn: DeclaredIn | null;
}

/** Whether a write changes anything that anybody but the owner's token can see. */
export function differs(
  before: ObjectRecord,
  after: Pick<ObjectRecord, "settings" | "owner" | "secretVersion">,
): boolean {
  if (before.secretVersion !== after.secretVersion) return true;
  return changedProperties(before.settings, after.settings).length > 0 || !sameOwner(before.owner, after.owner);
}

/** The record of a new object, at the host revision that the write makes. */
export function newRecord<K extends Kind>(
  wish: RecordWish<K>,
  revision: number,
  context: WriteContext,
): ObjectRecord<K> {
  const { now, actor } = context;
  const times = { createdAt: now, updatedAt: now, updatedBy: actor.tokenName };
  return { ...wish, ...times, revision, selectionRevision: revision, relayLimitedTo: null, supersededSince: null };
}

/** The record of an object that is there already; what did not change keeps its revisions, times and settings. */
export function nextRecord<K extends Kind>(
  before: ObjectRecord<K>,
  wish: RecordWish<K>,
  revision: number,
  context: WriteContext,
): ObjectRecord<K> {
  if (!differs(before, wish)) return { ...before, ownership: wish.ownership };
  const settings = changedProperties(before.settings, wish.settings).length > 0 ? wish.settings : before.settings;
  return {
    ...before,
    settings,
    owner: wish.owner,
    ownership: wish.ownership,
    secretVersion: wish.secretVersion,
    declaredIn: wish.declaredIn,
    revision,
    selectionRevision: selectionMoves(before, settings) ? revision : before.selectionRevision,
    updatedAt: context.now,
    updatedBy: context.actor.tokenName,
  };
}

function selectionMoves<K extends Kind>(before: ObjectRecord<K>, settings: SettingsOf[K]): boolean {
  if (before.kind !== "ReceiveConnector") return true;
  const [olds, news] = [before.settings, settings] as unknown as readonly SettingsOf["ReceiveConnector"][];
  return olds !== undefined && news !== undefined && selectionDiffers(olds, news);
}

function sameOwner(a: Owner | null, b: Owner | null): boolean {
  return a?.stack === b?.stack && a?.logicalId === b?.logicalId;
}
