import { subtractRanges } from "../../ip-interval";
import type { RelayBox } from "../relay-box";
import { rangesWords } from "../words/address-words";
import { recipientsWords, sendersWords } from "../words/mail-words";
import { endpointsWords, sessionsWords } from "../words/session-words";
import { splitBox } from "./box-algebra";
import type { BoxSubject } from "./cover-box";
import type { MissingPart, NearRule } from "./gate-result";
import type { GateRule, RuleReach } from "./gate-rules";
import { areRangesWithin } from "./range-lists";
import { cellOf } from "./rule-cell";

const MOST_NEAR = 3;

export interface NearSubject extends BoxSubject {
  /** What the box is left over from. */
  readonly whole: RelayBox;
}

/** Rules that come nearest to covering a box, by how few of their keys leave something of it out. */
export function nearRules(subject: NearSubject, rules: readonly GateRule[]): readonly NearRule[] {
  // A rule that covers the rest of the same thing was written for it.
  const about = rules.filter((rule) => isAbout(subject, rule));
  const near = (about.length > 0 ? about : rules).map((rule) => {
    const missing = missingParts(subject, rule);
    return { rule, missing, distance: distanceOf(missing) };
  });
  const least = near.reduce((found, { distance }) => Math.min(found, distance), Infinity);
  return near
    .filter(({ distance }) => distance === least)
    .slice(0, MOST_NEAR)
    .map(({ rule, missing }) => ({
      rule: rule.name,
      path: rule.path,
      missing: missing.map(({ key, text }) => ({ key, text: text() })),
    }));
}

/** Words are costly, and few are asked for. */
interface Missing {
  readonly key: MissingPart["key"];
  readonly text: () => string;
}

// A rule of another connector or kind of change is about something else altogether, and one of others about them.
const DISTANCES: { readonly [Key in MissingPart["key"]]?: number } = { connectors: 100, kinds: 100, identities: 10 };

function distanceOf(missing: readonly Missing[]): number {
  return missing.reduce((sum, { key }) => sum + (DISTANCES[key] ?? 1), 0);
}

function isAbout({ whole, ...subject }: NearSubject, rule: GateRule): boolean {
  const cell = cellOf(rule, { ...subject, by: "cover" });
  return cell !== undefined && splitBox(whole, cell).inside !== undefined;
}

function missingParts(subject: BoxSubject, rule: GateRule): readonly Missing[] {
  const missing = PARTS.flatMap((part) => part(subject, rule) ?? []);
  return missing.length > 0 ? missing : exceptedParts(subject, rule);
}

function exceptedParts(subject: BoxSubject, rule: GateRule): readonly Missing[] {
  return rule.except.flatMap((except, place) => {
    const cell = cellOf(except, { ...subject, by: "touch" });
    const isHit = cell !== undefined && splitBox(subject.box, cell).inside !== undefined;
    return isHit ? [{ key: "except" as const, text: () => `${rule.path}.except[${place}] takes it out` }] : [];
  });
}

type Part = (subject: BoxSubject, rule: GateRule) => Missing | undefined;

const PARTS: readonly Part[] = [
  ({ connector }, { connectors }) =>
    isNamed(connectors, connector)
      ? undefined
      : leavesOut("connectors", () => (connector === null ? "none" : `"${connector}"`)),
  ({ kind }, { kinds }) =>
    kinds === null || (kind !== null && kinds.includes(kind)) ? undefined : leavesOut("kinds", () => kind ?? "none"),
  listPart("bindings", "endpoints", (cell, endpoint) => cell.endpoint(endpoint), endpointsWords),
  ({ box }, { tls }) => {
    const isWrong = tls !== null && box.sessions.some((session) => session.tls !== (tls === "required"));
    return isWrong
      ? leavesOut("tls", () => (tls === "required" ? "sessions in clear" : "sessions with TLS"))
      : undefined;
  },
  listPart("identities", "sessions", (cell, session) => cell.session(session), sessionsWords),
  listPart("senders", "senders", (cell, sender) => cell.sender(sender), sendersWords),
  listPart("recipients", "recipients", (cell, recipient) => cell.recipient(recipient), recipientsWords),
  ({ box }, { addresses }) =>
    addresses === null || areRangesWithin(box.addresses, addresses)
      ? undefined
      : leavesOut("addresses", () => rangesWords(subtractRanges(box.addresses, addresses))),
];

type ListPart = "endpoints" | "sessions" | "senders" | "recipients";

/** A key by itself: everything else of the rule is taken as if it were left out. */
function listPart<Name extends ListPart>(
  key: "bindings" | "identities" | "senders" | "recipients",
  part: Name,
  isIn: (cell: NonNullable<ReturnType<typeof cellOf>>, item: Item<Name>) => boolean,
  inWords: (items: readonly Item<Name>[]) => string,
): Part {
  return (subject, rule) => {
    const cell = cellOf({ ...EVERYTHING, [key]: rule[key] }, { ...subject, by: "cover" });
    const items = subject.box[part] as readonly Item<Name>[];
    const left = items.filter((item) => cell === undefined || !isIn(cell, item));
    return left.length === 0 ? undefined : leavesOut(key, () => inWords(left));
  };
}

type Item<Name extends ListPart> = BoxSubject["box"][Name][number];

const EVERYTHING: RuleReach = {
  addresses: null,
  bindings: null,
  tls: null,
  identities: null,
  senders: null,
  recipients: null,
  connectors: null,
  kinds: null,
};

function isNamed(names: readonly string[] | null, name: string | null): boolean {
  return names === null || names.some((one) => one.toLowerCase() === name?.toLowerCase());
}

function leavesOut(key: MissingPart["key"], what: () => string): Missing {
  return { key, text: () => `${key} ${key === "tls" ? "leaves" : "leave"} out ${what()}` };
}
