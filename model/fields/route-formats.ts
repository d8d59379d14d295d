import { formatAddressSpace, parseAddressSpace } from "../address-space";
import { formatSmartHost, parseSmartHost } from "../smart-host";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";
import { readAs } from "./outcome";

/** Address spaces with type and cost, sorted, without duplicates. */
export const addressSpaces: Format<readonly string[]> = list({
  item: {
    parse: (value, property) => readAs(parseAddressSpace(value, property), property, formatAddressSpace),
    schema: { type: "string", description: "SMTP:domain;cost, domain;cost or domain" },
  },
  of: "address spaces",
  canonical: sortedOnce,
});

/** Smart hosts with their ports, in the order given, without repetitions. */
export const smartHosts: Format<readonly string[]> = list({
  item: {
    parse: (value, property) => readAs(parseSmartHost(value, property), property, formatSmartHost),
    schema: { type: "string", description: "host:port, address:port or [address]:port" },
  },
  of: "smart hosts",
  canonical: (hosts) => [...new Set(hosts)],
});
