import { type Binding, canonicalBindings, formatBinding, parseBinding } from "../binding";
import type { Parsed } from "../failure";
import { type IpRange, formatIpRange } from "../ip-range";
import { canonicalRanges, parseIpRange } from "../ip-range-text";
import type { Format } from "./field";
import { list } from "./list";
import { readAs } from "./outcome";

/** A list of `address:port` or `[address]:port`, sorted, without duplicates. */
export const bindings: Format<readonly string[]> = addressList<Binding>({
  parse: parseBinding,
  format: formatBinding,
  canonical: canonicalBindings,
  size: { min: 1, max: 1000, of: "bindings" },
  description: "address:port or [address]:port; 0.0.0.0 and [::] mean every local address of the family",
});

/** Lengths of a list and what it holds, for messages. */
export interface ListSize {
  readonly min: number;
  readonly max: number;
  readonly of: string;
}

/** Client ranges, or networks of proxies: shortest spellings, sorted, without duplicates, never merged. */
export function ipRanges(size: ListSize): Format<readonly string[]> {
  const description = "an address, first-last, a CIDR block or address(mask)";
  return addressList<IpRange>({
    parse: parseIpRange,
    format: formatIpRange,
    canonical: canonicalRanges,
    size,
    description,
  });
}

interface AddressList<Value> {
  parse(text: unknown, property: string): Parsed<Value>;
  format(value: Value): string;
  canonical(texts: unknown, property: string): Parsed<readonly string[]>;
  readonly size: ListSize;
  readonly description: string;
}

function addressList<Value>(rule: AddressList<Value>): Format<readonly string[]> {
  return list({
    ...rule.size,
    item: {
      parse: (value, property) => readAs(rule.parse(value, property), property, (read) => rule.format(read)),
      schema: { type: "string", description: rule.description },
    },
    canonical: (items) => knownValue(rule.canonical(items, rule.size.of)),
  });
}

// Every entry was read one by one, so the whole list is good.
function knownValue<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new TypeError(parsed.failures.map(({ message }) => message).join(" "));
}
