import { reservedDomain } from "../decide/reserved-domain";
import { parseMailAddress, type MailAddress } from "../mail-address";
import { isOwnDomain } from "../own-domain";
import { wideBase } from "../wide-accepted-domain";
import { mailExamples, type MailRole } from "./mail-examples";
import { MailTree, type PlaceName } from "./mail-tree";
import type { PairSide } from "./pair-side";
import { acceptedNames, acceptsEverything, rejectedNames, scopeEntries, securedDomains } from "./scope-names";

/** Places of mail addresses for a pair, by what its sides know of them. */
export interface MailPlaces {
  readonly tree: MailTree;
  readonly examples: readonly (string | undefined)[];
  /** Of each place: equal ones are the same to every side, whatever the session. */
  readonly facts: readonly string[];
  /** Of each place: readers look at places that differ in it one by one, whatever answers say. */
  readonly standing: readonly string[];
  /** Places of equal facts. */
  readonly groups: readonly PlaceGroup[];
}

export interface PlaceGroup {
  readonly places: readonly number[];
  readonly example: string;
}

/** Places of senders. @param allowed Addresses and domains that accounts may send as. */
export function senderPlaces(
  sides: readonly PairSide[],
  { allowed, kept }: { readonly allowed: Iterable<string>; readonly kept: readonly string[] },
): MailPlaces {
  const names = sides.flatMap((side) => [
    ...acceptedNames(side),
    ...scopeEntries(side, "onlySenders"),
    ...securedDomains(side),
  ]);
  const literal = sides.some(acceptsEverything) ? (["literal"] as const) : [];
  const tree = new MailTree({ names: [...names, ...allowed], kept, special: ["null", ...literal] });
  const secured = sides.map((side) => new Set(securedDomains(side)));
  return placesOf(tree, {
    role: "sender",
    factsOf: (address) => sides.map((side, place) => senderFacts(side, address, secured[place] ?? NONE)).join(),
    standingOf: () => "",
  });
}

const NONE: ReadonlySet<string> = new Set();

function senderFacts(
  { world, connector }: PairSide,
  address: MailAddress | null,
  secured: ReadonlySet<string>,
): string {
  const isWithin = connector?.scopes.senders?.includes(address) ?? true;
  if (address === null) return `null ${isWithin}`;
  const { domain, isLiteral } = address;
  const isOwn = !isLiteral && isOwnDomain(world.snapshot.acceptedDomains, domain);
  return `${isOwn} ${isWithin} ${secured.has(domain) ? domain : ""}`;
}

/** Places of recipients. */
export function recipientPlaces(
  sides: readonly PairSide[],
  { kept }: { readonly kept: readonly string[] },
): MailPlaces {
  const names = sides.flatMap((side) => [
    ...acceptedNames(side),
    ...scopeEntries(side, "onlyRecipients"),
    ...rejectedNames(side),
  ]);
  const hasSingle = sides.some(({ connector }) => connector?.settings.rejectSingleLabelRecipientDomains);
  const single = hasSingle ? (["single-label"] as const) : [];
  const tree = new MailTree({ names, kept, special: ["postmaster", "literal", ...single] });
  return placesOf(tree, {
    role: "recipient",
    factsOf: (address) => (address === null ? "" : sides.map((side) => recipientFacts(side, address)).join()),
    standingOf: (address) => (address === null ? "" : sides.map((side) => acceptance(side, address)).join()),
  });
}

function recipientFacts(side: PairSide, address: MailAddress): string {
  const { connector } = side;
  if (connector === null) return "";
  const isWithin = connector.scopes.recipients?.includes(address) ?? true;
  return `${acceptance(side, address)} ${isWithin} ${reservedDomain(address.domain, connector.settings)?.reason}`;
}

function acceptance({ world }: PairSide, { domain, isLiteral }: MailAddress): string {
  const accepted = isLiteral ? undefined : world.snapshot.acceptedDomains.match(domain);
  return accepted === undefined ? "" : `${accepted.domainType} ${wideBase(accepted) !== undefined}`;
}

interface PlaceQuestions {
  readonly role: MailRole;
  /** Of an address; null is the null sender. */
  readonly factsOf: (address: MailAddress | null) => string;
  readonly standingOf: (address: MailAddress | null) => string;
}

function placesOf(tree: MailTree, { role, factsOf, standingOf }: PlaceQuestions): MailPlaces {
  const examples = mailExamples(tree, role);
  const addresses = examples.map(addressOf);
  const facts = tree.places.map(({ name }, place) => ownFacts(name) ?? factsOf(addresses[place] ?? null));
  const byFacts = new Map<string, { readonly places: number[]; readonly example: string }>();
  for (const [place, example] of examples.entries()) {
    if (example === undefined) continue;
    const key = facts[place] ?? "";
    const group = byFacts.get(key);
    if (group === undefined) byFacts.set(key, { places: [place], example });
    else group.places.push(place);
  }
  return { tree, examples, facts, standing: addresses.map(standingOf), groups: [...byFacts.values()] };
}

/** What is like no other place. */
function ownFacts({ kind }: PlaceName): string | undefined {
  return kind === "postmaster" || kind === "literal" ? kind : undefined;
}

function addressOf(example: string | undefined): MailAddress | null {
  const parsed = example === undefined || example === "" ? undefined : parseMailAddress(example);
  return parsed?.ok ? parsed.address : null;
}
