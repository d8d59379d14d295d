import { type AddressFamily, bitsOf, formatIpRange, type IpAddress, type IpRange, wordsOf } from "../../../model";
import type { NetworkRule } from "./client-networks";
import { passes, rangesOf, type RestrictionList } from "./restrictions";

/** Clients by what they may without logging in; ranges of one family are disjoint, except a whole family in `submit`. */
export interface ClientClasses {
  readonly relay: readonly string[];
  /** May send to own domains. A whole family stands here when only some of it may do more or less. */
  readonly submit: readonly string[];
  /** May nothing, and lie within `submit`. */
  readonly blocked: readonly string[];
}

type Verdict = "relay" | "submit" | "blocked";

/**
 * Cuts the address space where any rule begins or ends, asks Postfix's first-match rules for each piece, and joins
 * neighbours of one verdict: an exception in a wide network becomes a piece of its own.
 */
export function classifyClients(lists: readonly RestrictionList[], networks: readonly NetworkRule[]): ClientClasses {
  const classes = { relay: [] as string[], submit: [] as string[], blocked: [] as string[] };
  for (const family of [4, 6] as const) {
    const rules = [...networks, ...rangesOf(lists)].filter(({ range }) => range.family === family);
    const pieces = joined(cut(family, rules).map((range) => ({ range, verdict: verdictOf(range, lists, networks) })));
    const of = (verdict: Verdict) => pieces.filter((piece) => piece.verdict === verdict).map(spelt);
    // The last addresses of a family belong to nobody: what holds there holds for whoever no rule names.
    const others = pieces.at(-1)?.verdict;
    classes.relay.push(...of("relay"));
    if (others === "submit") classes.submit.push(family === 4 ? "0.0.0.0/0" : "::/0");
    else classes.submit.push(...of("submit"));
    if (others === "submit") classes.blocked.push(...of("blocked"));
  }
  return classes;
}

function spelt({ range }: Piece): string {
  return formatIpRange(range);
}

function cut(family: AddressFamily, rules: readonly { readonly range: IpRange }[]): readonly IpRange[] {
  const end = (1n << BigInt(bitsOf(family))) - 1n;
  const starts = new Set([0n, ...rules.flatMap(({ range }) => [BigInt(range.first), BigInt(range.last) + 1n])]);
  const sorted = [...starts].filter((start) => start <= end).sort((one, other) => (one < other ? -1 : 1));
  return sorted.map((first, index) => rangeOf(family, first, (sorted[index + 1] ?? end + 1n) - 1n));
}

function rangeOf(family: AddressFamily, first: bigint, last: bigint): IpRange {
  return family === 4 ? { family, first: Number(first), last: Number(last) } : { family, first, last };
}

function verdictOf(
  { family, first }: IpRange,
  lists: readonly RestrictionList[],
  networks: readonly NetworkRule[],
): Verdict {
  const client: IpAddress =
    family === 4 ? { family, value: Number(first) } : { family, value: BigInt(first), words: wordsOf(BigInt(first)) };
  const all = (to: "own" | "foreign") => lists.every((list) => passes(list, client, networks, to));
  return all("foreign") ? "relay" : all("own") ? "submit" : "blocked";
}

interface Piece {
  readonly range: IpRange;
  readonly verdict: Verdict;
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const before = result.at(-1);
    if (before?.verdict !== piece.verdict) result.push(piece);
    else result[result.length - 1] = { ...before, range: { ...before.range, last: piece.range.last } };
  }
  return result;
}
