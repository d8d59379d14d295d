import { instantTime } from "./instant";
import type { Kind } from "./settings";

/** Days before its end at which an object begins to be shown. */
const EXPIRY_NOTICE_DAYS = 14;

const DAY_MS = 86_400_000;

/** Whether an end is so near, or has passed, that it is worth a word. Both in epoch milliseconds. */
export function endsSoon(end: number, now: number): boolean {
  return end - now <= EXPIRY_NOTICE_DAYS * DAY_MS;
}

/** Whether an end has passed. @param at Epoch milliseconds; absent: nothing has expired. */
export function hasExpired({ expiresAt }: { readonly expiresAt?: unknown }, at: number | undefined): boolean {
  // Unknown in a preview, it is no text, or none that is a time.
  return typeof expiresAt === "string" && at !== undefined && instantTime(expiresAt) <= at;
}

/** When objects end: epoch milliseconds, ascending, each once. */
export function expiryEnds(objects: Iterable<{ readonly settings: { readonly expiresAt: string | null } }>): number[] {
  const ends = [...objects].flatMap(({ settings: { expiresAt } }) =>
    expiresAt === null ? [] : [instantTime(expiresAt)],
  );
  return [...new Set(ends)].sort((one, other) => one - other);
}

/** An object that has an end. */
export interface ExpiringObject {
  readonly kind: Kind;
  /** How it is called. */
  readonly name: string;
  /** Only `expiresAt` and `owner` are looked at, where they are. */
  readonly settings: object;
}

/** An object that has expired, or soon will. */
export interface Expiry {
  readonly kind: Kind;
  readonly name: string;
  /** `2027-01-31T00:00:00Z`. */
  readonly expiresAt: string;
  readonly isExpired: boolean;
  /** Person or team that its settings name; null: nobody. */
  readonly owner: string | null;
}

/** What has expired or does within EXPIRY_NOTICE_DAYS, the first end first. `now`: epoch milliseconds. */
export function listExpiries(objects: Iterable<ExpiringObject>, now: number): readonly Expiry[] {
  return [...objects].flatMap((object) => expiryOf(object, now) ?? []).sort(byEnd);
}

/** What to say of an object's end; undefined while there is nothing to say, or when it is not known yet. */
export function expiryNotice(object: ExpiringObject, now: number): string | undefined {
  const expiry = expiryOf(object, now);
  if (expiry === undefined) return undefined;
  const { expiresAt, isExpired, kind } = expiry;
  if (isExpired) return `has expired at ${expiresAt}: ${WHAT_ENDS[kind] ?? "it"} grants nothing any more.`;
  const days = Math.floor((instantTime(expiresAt) - now) / DAY_MS);
  return `expires at ${expiresAt}, ${days === 0 ? "within a day" : `in ${days} ${days === 1 ? "day" : "days"}`}.`;
}

const WHAT_ENDS: Partial<Record<Kind, string>> = {
  ReceiveConnector: "the connector still serves its clients and",
  ConnectorPermission: "the permission",
};

function expiryOf({ kind, name, settings }: ExpiringObject, now: number): Expiry | undefined {
  const { expiresAt, owner } = settings as { readonly expiresAt?: unknown; readonly owner?: unknown };
  // Unknown in a preview, it is no text.
  if (typeof expiresAt !== "string") return undefined;
  const end = instantTime(expiresAt);
  // Written so that a text that is no time says nothing.
  if (!endsSoon(end, now)) return undefined;
  return { kind, name, expiresAt, isExpired: end <= now, owner: typeof owner === "string" ? owner : null };
}

function byEnd(one: Expiry, other: Expiry): number {
  return instantTime(one.expiresAt) - instantTime(other.expiresAt) || (one.name < other.name ? -1 : 1);
}
