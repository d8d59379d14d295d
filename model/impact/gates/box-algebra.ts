import { type AddressFamily, formatAddressValue, parseIpAddress } from "../../ip-address";
import { intersectRanges, subtractRanges } from "../../ip-interval";
import type { IpRange } from "../../ip-range";
import type { LocalEndpoint } from "../../snapshot";
import type { MailClass } from "../mail-class";
import type { RelayBox } from "../relay-box";
import type { ProbeSession, RelayProbe } from "../relay-probe";
import { areRangesWithin, doRangesMeet } from "./range-lists";
import type { Cell } from "./rule-cell";

/** A box cut by a cell: the parts are disjoint, and together they are the box. */
export interface SplitBox {
  /** Undefined: they do not meet. */
  readonly inside: RelayBox | undefined;
  readonly outside: readonly RelayBox[];
}

export function splitBox(box: RelayBox, cell: Cell): SplitBox {
  // Most rules are about other clients altogether.
  if (cell.addresses !== null && !doRangesMeet(box.addresses, cell.addresses)) {
    return { inside: undefined, outside: [box] };
  }
  let inside: RelayBox | undefined = box;
  const outside: RelayBox[] = [];
  for (const cut of CUTS) {
    if (inside === undefined) break;
    const [within, without] = cut(inside, cell);
    if (without !== undefined) outside.push(without);
    inside = within;
  }
  return inside === undefined ? { inside, outside: [box] } : { inside, outside };
}

type Cut = (box: RelayBox, cell: Cell) => readonly [within: RelayBox | undefined, without: RelayBox | undefined];

// Addresses last: what is left over then names addresses only where nothing else tells it apart.
const CUTS: readonly Cut[] = [
  cutBy("endpoints", (cell, endpoint) => cell.endpoint(endpoint)),
  cutBy("sessions", (cell, session) => cell.session(session)),
  cutBy("senders", (cell, sender) => cell.sender(sender)),
  cutBy("recipients", (cell, recipient) => cell.recipient(recipient)),
  (box, { addresses }) =>
    addresses === null || areRangesWithin(box.addresses, addresses)
      ? [box, undefined]
      : [
          boxOf({ ...box, addresses: intersectRanges(box.addresses, addresses) }),
          boxOf({ ...box, addresses: subtractRanges(box.addresses, addresses) }),
        ],
];

/** The parts of a box that are lists of single things. */
interface Items {
  readonly endpoints: LocalEndpoint;
  readonly sessions: ProbeSession;
  readonly senders: MailClass;
  readonly recipients: MailClass;
}

function cutBy<Part extends keyof Items>(part: Part, isIn: (cell: Cell, item: Items[Part]) => boolean): Cut {
  return (box, cell) => {
    const items = box[part] as readonly Items[Part][];
    const within = items.filter((item) => isIn(cell, item));
    if (within.length === items.length) return [box, undefined];
    if (within.length === 0) return [undefined, box];
    const without = items.filter((item) => !isIn(cell, item));
    return [boxOf({ ...box, [part]: within }), boxOf({ ...box, [part]: without })];
  };
}

/** The box, less addresses without an endpoint of their family and the other way round; undefined: nothing is left. */
function boxOf(box: RelayBox): RelayBox | undefined {
  const served = new Set(box.endpoints.map(familyOf));
  const addresses = box.addresses.filter(({ family }) => served.has(family));
  const families = new Set(addresses.map(({ family }) => family));
  const endpoints = box.endpoints.filter((endpoint) => families.has(familyOf(endpoint)));
  const isEmpty = [addresses, endpoints, box.sessions, box.senders, box.recipients].some(({ length }) => length === 0);
  return isEmpty ? undefined : { ...box, addresses, endpoints };
}

function familyOf({ address }: LocalEndpoint): AddressFamily {
  return parseIpAddress(address)?.family ?? 4;
}

/** A point of the box: the given one when it is in there. */
export function probeWithin(box: RelayBox, wanted: RelayProbe): RelayProbe {
  const client = parseIpAddress(wanted.client);
  const isThere = (range: IpRange) =>
    client !== undefined && range.family === client.family && range.first <= client.value && client.value <= range.last;
  const range = (box.addresses.find(isThere) ?? box.addresses[0]) as IpRange;
  const isOfFamily = (endpoint: LocalEndpoint) => familyOf(endpoint) === range.family;
  const locals = box.endpoints.filter(isOfFamily);
  return spelt(box, {
    client: isThere(range) ? wanted.client : formatAddressValue(range.family, range.first),
    local: locals.find((local) => isEqual(local, wanted.local)) ?? (locals[0] as LocalEndpoint),
    session:
      box.sessions.find((session) => isEqual(session, wanted.session)) ?? (box.sessions[0] as RelayProbe["session"]),
    sender: exampleOf(box.senders, wanted.sender),
    recipient: exampleOf(box.recipients, wanted.recipient),
  });
}

/** A box that is only about letters beyond ASCII has them in sender or recipient. */
function spelt(box: RelayBox, probe: RelayProbe): RelayProbe {
  if (box.internationalized !== "only" || /\P{ASCII}/u.test(probe.sender + probe.recipient)) return probe;
  const isOpen = (classes: RelayBox["senders"], example: string) =>
    classes.some((one) => one.example === example && OPEN.includes(one.pattern.kind));
  if (isOpen(box.recipients, probe.recipient)) return { ...probe, recipient: `\u00fc${probe.recipient}` };
  return isOpen(box.senders, probe.sender) ? { ...probe, sender: `\u00fc${probe.sender}` } : probe;
}

/** Patterns with addresses of any local part. */
const OPEN: readonly MailClass["pattern"]["kind"][] = ["domain", "below", "other", "literal", "single-label"];

function exampleOf(classes: RelayBox["senders"], wanted: string): string {
  return (classes.find(({ example }) => example === wanted) ?? classes[0])?.example ?? "";
}

function isEqual(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
