import { formatAddressSpace, parseAddressSpace } from "../address-space";
import { formatIpAddress, parseIpAddress } from "../ip-address";
import { quoteValue } from "../quote-value";
import { formatSmartHost, parseSmartHost } from "../smart-host";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";
import { read, readAs, refuse } from "./outcome";

/** Address spaces with type and cost, sorted, without duplicates. */
export const addressSpaces: Format<readonly string[]> = list({
  item: {
    parse: (value, property) => readAs(parseAddressSpace(value, property), property, formatAddressSpace),
    schema: { type: "string", description: "SMTP:domain;cost, domain;cost or domain" },
  },
  of: "address spaces",
  canonical: sortedOnce,
});

/** Smart hosts with ports and weights, in the order given, without repetitions. */
export const smartHosts: Format<readonly string[]> = list({
  item: {
    parse: (value, property) => readAs(parseSmartHost(value, property), property, formatSmartHost),
    schema: { type: "string", description: "host:port, address:port or [address]:port, with ;weight behind it" },
  },
  min: 0,
  of: "smart hosts",
  canonical: (hosts) => [...new Set(hosts)],
});

/** An address of this host. */
export const localAddress: Format<string> = {
  parse(value, property) {
    const address = typeof value === "string" ? parseIpAddress(value) : undefined;
    if (address !== undefined && BigInt(address.value) !== 0n) return read(formatIpAddress(address));
    return refuse(
      "RELAY_ADDRESS_INVALID",
      property,
      `is ${quoteValue(value)}: write an address of this host, as 192.0.2.1.`,
    );
  },
  schema: { type: "string", description: "an IPv4 or IPv6 address" },
};
