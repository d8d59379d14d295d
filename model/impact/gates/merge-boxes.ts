import { unionRanges } from "../../ip-interval";
import type { RelayBox } from "../relay-box";

type Part = "addresses" | "endpoints" | "sessions" | "senders" | "recipients";

const PARTS: readonly Part[] = ["addresses", "recipients", "senders", "sessions", "endpoints"];

// Merging compares spellings, and nobody reads more.
const MOST = 2000;

/** Disjoint boxes as fewer ones: those that differ in one part only become one. */
export function mergeBoxes(boxes: readonly RelayBox[]): readonly RelayBox[] {
  if (boxes.length < 2 || boxes.length > MOST) return boxes;
  const merged = PARTS.reduce(mergeBy, boxes);
  return merged.length < boxes.length ? mergeBoxes(merged) : merged;
}

function mergeBy(boxes: readonly RelayBox[], part: Part): readonly RelayBox[] {
  const alike = Map.groupBy(boxes, (box) => spell({ ...box, [part]: null }));
  return [...alike.values()].map((some) => joined(some, part));
}

function spell(value: object): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}

function joined(boxes: readonly RelayBox[], part: Part): RelayBox {
  const [first, ...others] = boxes as readonly [RelayBox, ...RelayBox[]];
  if (others.length === 0) return first;
  if (part === "addresses") return { ...first, addresses: unionRanges(...boxes.map(({ addresses }) => addresses)) };
  const items = boxes.flatMap((box): readonly object[] => box[part]);
  return { ...first, [part]: [...new Map(items.map((item) => [spell(item), item])).values()] };
}
