import { BlockList, isIP } from "node:net";
import { canonicalRanges, formatIpRange, parseIpRange, type IpRange, formatAddressValue } from "../../../model";
import type { FuzzRandom } from "../fuzz-random";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

const ADDRESSES: readonly string[] = [
  "192.0.2.1",
  "10.0.0.0",
  "10.255.255.255",
  "0.0.0.0",
  "255.255.255.255",
  "010.0.0.1",
  "10.1",
  "0x7f.1",
  "127.0.0.1.",
  "::",
  "::1",
  "2001:db8::1",
  "2001:db8::",
  "fe80::1%eth0",
  "::ffff:192.0.2.1",
  "::ffff:c000:201",
  "64:ff9b::192.0.2.1",
  "1:2:3:4:5:6:7:8",
  "1:2:3:4:5:6:7:8:9",
  "",
];

/** RemoteIPRanges in every spelling, beside Node's own list of blocks. */
export const ipRange = pureTarget({
  name: "ip-range",
  seeds: textSeeds("192.0.2.1", "10.0.0.0/8", "192.168.2.55-192.168.2.56", "2001:db8::/32", "10.0.0.0(255.0.0.0)"),
  words: [...ADDRESSES, "/", "-", "(", ")", "/32", "/128", "/96", " "],
  make: (random) => Buffer.from(randomRange(random)),
  run: (input) => {
    const text = input.toString("utf8");
    const parsed = parseIpRange(text, "remoteIpRanges[0]");
    if (!parsed.ok) return (parsed.failures[0]?.message ?? "").slice(-30);
    const range = parsed.value;
    const spelt = formatIpRange(range);
    mustEqual(jsonOf(parseIpRange(spelt, "x")), jsonOf(parsed), "a range reads otherwise the second time");
    mustEqual(canonicalRanges([text, spelt], "x"), { ok: true, value: [spelt] }, "two spellings are two ranges");
    judgeEnds(range);
    return `${range.family} ${spelt.includes("/") ? "block" : spelt.includes("-") ? "span" : "one"}`;
  },
});

function randomRange(random: FuzzRandom): string {
  const address = () => (random.oneIn(3) ? random.text("0123456789abcdef:.", 12) : random.pick(ADDRESSES));
  switch (random.below(4)) {
    case 0:
      return address();
    case 1:
      return `${address()}/${random.pick(["0", "8", "24", "31", "32", "64", "96", "128", "129", "-1", "08", "", "1e1"])}`;
    case 2:
      return `${address()}${random.pick(["-", " - ", "--"])}${address()}`;
    default:
      return `${address()}(${random.pick(["255.0.0.0", "255.255.255.0", "255.0.255.0", "0.0.0.0", "::"])})`;
  }
}

function judgeEnds({ family, first, last }: IpRange): void {
  const [from, to] = [formatAddressValue(family, first), formatAddressValue(family, last)];
  must(isIP(from) === family && isIP(to) === family, "an end is no address", { from, to });
  const list = new BlockList();
  list.addRange(from, to, family === 4 ? "ipv4" : "ipv6");
  must(list.check(to, family === 4 ? "ipv4" : "ipv6"), "Node does not find the end in the range", { from, to });
}

function jsonOf(parsed: ReturnType<typeof parseIpRange>): unknown {
  return parsed.ok ? { ...parsed.value, first: String(parsed.value.first), last: String(parsed.value.last) } : parsed;
}
