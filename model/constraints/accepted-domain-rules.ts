import { failure } from "../fields/outcome";
import { wideBase } from "../wide-accepted-domain";
import type { SettingsRule } from "./settings-rule";

/** What an accepted domain's inputs demand of each other. */
export const ACCEPTED_DOMAIN_RULES: readonly SettingsRule<"AcceptedDomain">[] = [
  {
    id: "D1",
    code: "RELAY_WIDE_DOMAIN",
    properties: ["domainName", "matchSubDomains", "allowWideRelay"],
    rule: "A wildcard on everything, a top-level domain or a public suffix needs allowWideRelay with its reason.",
    source: "this project",
    judge(domain) {
      const base = wideBase(domain);
      if (base === undefined || domain.allowWideRelay !== null) return [];
      const covered = base === "*" ? "every domain" : `every domain below ${base}`;
      const remedy = "name your own domain, or give the reason in allowWideRelay.";
      return [failure(this.code, "domainName", `is ${domain.domainName}, which makes ${covered} accepted: ${remedy}`)];
    },
  },
  {
    id: "D2",
    code: "RELAY_WILDCARD_SUB_DOMAINS",
    properties: ["domainName", "matchSubDomains"],
    rule: "matchSubDomains stands with a whole domain only: a wildcard already says which sub-domains are meant.",
    source: "this project",
    judge({ domainName, matchSubDomains }) {
      if (!matchSubDomains || !domainName.startsWith("*")) return [];
      const remedy = `write false, or the domain as ${domainName.slice(2) || "a whole name"}.`;
      return [failure(this.code, "matchSubDomains", `is true and domainName is ${domainName}: ${remedy}`)];
    },
  },
];
