import { createHash, timingSafeEqual } from "node:crypto";
import { entriesByConnector, isOwningStack, type Kind, type ObjectRecord, type RecordedState } from "../../model";
import type { Installation } from "../store";
import type { RelayHeaders } from "./relay-headers";

/** A right on a connector that nobody declares. */
export interface UnmanagedEntry {
  readonly id: string;
  readonly revision: number;
  readonly principal: string;
  readonly access: "Allow" | "Deny";
  readonly extendedRights: readonly string[];
  readonly updatedBy: string;
  readonly updatedAt: string;
}

/** What an answer says about one object. Made property by property: proofs of ownership never leave the host. */
export function objectAnswer<K extends Kind>(object: ObjectRecord<K>, context: AnswerContext) {
  const ownership = ownershipFor(object, context.asker);
  return {
    id: object.id,
    kind: object.kind,
    settings: object.settings,
    revision: object.revision,
    selectionRevision: object.selectionRevision,
    owner: object.owner,
    declaredIn: object.declaredIn,
    createdAt: isoTime(object.createdAt),
    updatedAt: isoTime(object.updatedAt),
    updatedBy: object.updatedBy,
    supersededSince: object.supersededSince === null ? null : isoTime(object.supersededSince),
    relayLimitedTo: object.relayLimitedTo,
    ...(object.enforced === undefined ? {} : { enforced: object.enforced }),
    secretVersion: object.secretVersion,
    installation: { id: context.installation.id, epoch: context.installation.epoch },
    ...(object.kind === "ReceiveConnector" ? { unmanagedEntries: context.unmanaged(object.id) } : {}),
    ...(ownership === undefined ? {} : { ownership }),
  };
}

export interface AnswerContext {
  readonly installation: Installation;
  readonly asker: Pick<RelayHeaders, "stack" | "ownerToken">;
  readonly unmanaged: (connectorId: string) => readonly UnmanagedEntry[];
}

/** What answers about objects of this state need. */
export function answerContext(
  state: RecordedState,
  installation: Installation,
  asker: AnswerContext["asker"],
): AnswerContext {
  return { installation, asker, unmanaged: (connectorId) => unmanagedEntries(state, connectorId) };
}

function unmanagedEntries({ connectorPermissions }: RecordedState, connectorId: string): readonly UnmanagedEntry[] {
  const entries = entriesByConnector(connectorPermissions).get(connectorId) ?? [];
  return entries.filter(({ owner }) => owner === null).map(unmanagedEntry);
}

function unmanagedEntry({ id, revision, settings, updatedBy, updatedAt }: ObjectRecord<"ConnectorPermission">) {
  const { principal, access, extendedRights } = settings;
  return { id, revision, principal, access, extendedRights, updatedBy, updatedAt: isoTime(updatedAt) };
}

function ownershipFor(
  object: ObjectRecord,
  asker: AnswerContext["asker"],
): "yours" | "foreign" | "unowned" | undefined {
  if (asker.stack === null || asker.ownerToken === null) return undefined;
  if (object.owner === null || object.ownership === null) return "unowned";
  if (!isOwningStack(object, asker.stack)) return "foreign";
  return sameToken(object.ownership.tokenHash, asker.ownerToken) ? "yours" : "foreign";
}

function sameToken(hash: string, token: string): boolean {
  const given = createHash("sha256").update(token).digest();
  const stored = Buffer.from(hash, "hex");
  return stored.length === given.length && timingSafeEqual(stored, given);
}

/** Epoch milliseconds as RFC 3339 in UTC. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
