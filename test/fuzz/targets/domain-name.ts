import { domainToASCII } from "node:url";
import { parseDomainPattern, toDomainName } from "../../../model";
import { DOMAINS, randomDomain } from "../grammar/address-grammar";
import { must, mustEqual, pureTarget, textSeeds } from "../fuzz-target";

/** Domains of the configuration, beside the URL standard's reading of the same text. */
export const domainName = pureTarget({
  name: "domain-name",
  seeds: textSeeds("contoso.com", "*.contoso.com", "b\u00fccher.example", "xn--bcher-kva.example"),
  words: [...DOMAINS, "*.", "xn--", "\u200d", "\u3002"],
  make: (random) => Buffer.from(`${random.pick(["", "", "*.", "*"])}${randomDomain(random)}`),
  run: (input) => {
    const text = input.toString("utf8");
    const pattern = parseDomainPattern(text, "domainName");
    if (pattern.ok) mustEqual(parseDomainPattern(pattern.value, "domainName"), pattern, "a pattern is not stable");
    const name = toDomainName(text);
    if (name === undefined) return pattern.ok ? "pattern" : (pattern.failures[0]?.message ?? "").slice(-40);
    must(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(name), "a domain has other characters", name);
    mustEqual(toDomainName(name), name, "a domain is not stable");
    mustEqual(domainToASCII(name), name, "the URL standard reads another domain");
    return name === text ? "same" : "changed";
  },
});
