import { knownBinding } from "./binding";
import type { DecidedBy } from "./decision";
import { effectiveRights } from "./effective-rights";
import { hasExpired } from "./expiry";
import type { ExtendedRight } from "./extended-right";
import { intersectRanges } from "./ip-interval";
import { compareRanges, formatIpRange, type IpRange } from "./ip-range";
import { knownIpRange } from "./ip-range-text";
import { type IsAcceptedDomain, narrowsRelay } from "./narrows-relay";
import type { PermissionEntry } from "./permission-groups";
import { ANONYMOUS_LOGON, EXTERNALLY_SECURED_SERVERS } from "./principal";
import { countPublicAddresses, untranslated } from "./public-address";
import type { ReceiveConnectorSettings } from "./settings";

/** A connector with everything that decides who relays over it: stored objects or the settled declarations of a run. */
export interface RelaySubject {
  /** GUID, or whatever tells the connector from the others before it has one. */
  readonly connectorId: string;
  readonly settings: ReceiveConnectorSettings;
  /** Explicit entries of this connector. */
  readonly entries: readonly PermissionEntry[];
  /** Ranges to which writes in passing have limited relay (StoredObject.relayLimitedTo), each of them; none: no limit. */
  readonly relayLimits?: readonly (readonly string[])[];
  /** Without it onlyRecipients narrows nothing. */
  readonly isAcceptedDomain?: IsAcceptedDomain;
  /** Epoch milliseconds: what has expired then grants nothing. Absent: nothing has. */
  readonly at?: number;
}

/** A connector over which anonymous or externally secured clients relay from a wide public range. */
export interface WideRelay {
  readonly connectorId: string;
  readonly name: string;
  /** Different public addresses in all its ranges together. */
  readonly publicV4: bigint;
  readonly publicV6: bigint;
  /** Who relays: `NT AUTHORITY\ANONYMOUS LOGON` or `MS Exchange\Externally Secured Servers`. */
  readonly principal: string;
  /** Entries that grant Submit and Accept-Any-Recipient: `preset:...`, or the entry of a PermissionEntry. */
  readonly grantedBy: readonly string[];
  /** The connector says that it is meant (allowWideRelay). */
  readonly allowed: boolean;
}

const MOST_PUBLIC_V4 = 256n;
const MOST_PUBLIC_V6 = 1n << 64n;
const SUBMIT: ExtendedRight = "ms-Exch-SMTP-Submit";
const ANY_RECIPIENT: ExtendedRight = "ms-Exch-SMTP-Accept-Any-Recipient";

/** Every wide relay, allowed ones too. Limits of earlier writes do not count: what is declared is judged. */
export function judgeWideRelay(subjects: Iterable<RelaySubject>): readonly WideRelay[] {
  return [...subjects].flatMap((subject) => judgeSubject(subject) ?? []);
}

/**
 * Client ranges from which anonymous or externally secured clients may relay now, canonical: none when they lack a right,
 * the connector is disabled, or relay is withheld. What a write in passing must leave alone.
 */
export function relayRanges(subject: RelaySubject): readonly string[] {
  if (relayGrants(subject) === undefined) return [];
  const ranges = boundRanges(subject.settings);
  const limits = (subject.relayLimits ?? []).map((texts) => texts.map(knownIpRange));
  if (limits.length === 0) return spell(ranges);
  return spell(limits.reduce((left, limit) => intersectRanges(left, limit), ranges));
}

function judgeSubject(subject: RelaySubject): WideRelay | undefined {
  const grants = relayGrants(subject);
  if (grants === undefined) return undefined;
  const { v4, v6 } = countPublicAddresses(untranslated(boundRanges(subject.settings)));
  if (v4 <= MOST_PUBLIC_V4 && v6 <= MOST_PUBLIC_V6) return undefined;
  const { connectorId, settings } = subject;
  const allowed = settings.allowWideRelay !== null;
  return { connectorId, name: settings.name, publicV4: v4, publicV6: v6, allowed, ...grants };
}

/** Who relays without authentication, and by which entries; undefined when nobody does. */
function relayGrants(subject: RelaySubject): Pick<WideRelay, "principal" | "grantedBy"> | undefined {
  const { settings, entries, at, isAcceptedDomain } = subject;
  if (!settings.enabled || hasExpired(settings, at)) return undefined;
  if (isAcceptedDomain !== undefined && narrowsRelay(settings.onlyRecipients, isAcceptedDomain)) return undefined;
  const isExternal = settings.authMechanism.includes("ExternalAuthoritative");
  const principal = isExternal ? EXTERNALLY_SECURED_SERVERS : ANONYMOUS_LOGON;
  const time = at === undefined ? {} : { at };
  const { granted } = effectiveRights({ groups: settings.permissionGroups, entries, principals: [principal], ...time });
  const [submit, relay] = [granted.get(SUBMIT), granted.get(ANY_RECIPIENT)];
  if (submit === undefined || relay === undefined) return undefined;
  return { principal, grantedBy: [...new Set([entryOf(submit), entryOf(relay)])] };
}

function entryOf({ entry }: DecidedBy): string {
  return entry ?? "";
}

/** Ranges of a family without binding never match (exchange-model §4.1), so they do not count. */
function boundRanges({ bindings, remoteIpRanges }: ReceiveConnectorSettings): readonly IpRange[] {
  const families = new Set(bindings.map((text) => knownBinding(text).family));
  return remoteIpRanges.map(knownIpRange).filter(({ family }) => families.has(family));
}

function spell(ranges: readonly IpRange[]): readonly string[] {
  return [...new Set([...ranges].sort(compareRanges).map(formatIpRange))];
}
