import { buildAcceptedDomainTable } from "./accepted-domain-table";
import type { AcceptedDomainSettings } from "./settings";

function domain(domainName: string, matchSubDomains = false): AcceptedDomainSettings {
  return {
    domainName,
    domainType: "Authoritative",
    matchSubDomains,
    allowWideRelay: null,
    owner: null,
    reason: null,
    ticket: null,
  };
}

test.each<{ title: string; domains: AcceptedDomainSettings[]; asked: string; found: string | undefined }>([
  { title: "x is x exactly", domains: [domain("contoso.com")], asked: "contoso.com", found: "contoso.com" },
  { title: "x is not below x", domains: [domain("contoso.com")], asked: "a.contoso.com", found: undefined },
  { title: "*.x is not x", domains: [domain("*.contoso.com")], asked: "contoso.com", found: undefined },
  {
    title: "*.x is any depth below",
    domains: [domain("*.contoso.com")],
    asked: "a.b.contoso.com",
    found: "*.contoso.com",
  },
  { title: "matchSubDomains is x", domains: [domain("contoso.com", true)], asked: "contoso.com", found: "contoso.com" },
  {
    title: "matchSubDomains is below x",
    domains: [domain("contoso.com", true)],
    asked: "a.contoso.com",
    found: "contoso.com",
  },
  {
    title: "below x, *.x comes before x with matchSubDomains",
    domains: [domain("*.contoso.com"), domain("contoso.com", true)],
    asked: "a.contoso.com",
    found: "*.contoso.com",
  },
  {
    title: "whatever the order",
    domains: [domain("contoso.com", true), domain("*.contoso.com")],
    asked: "a.contoso.com",
    found: "*.contoso.com",
  },
  {
    title: "the most specific decides",
    domains: [domain("*"), domain("contoso.com", true), domain("*.a.contoso.com")],
    asked: "x.a.contoso.com",
    found: "*.a.contoso.com",
  },
  { title: "* is everything else", domains: [domain("*"), domain("contoso.com")], asked: "fabrikam.com", found: "*" },
  { title: "* is single labels too", domains: [domain("*")], asked: "localhost", found: "*" },
  {
    title: "a name that only ends alike is another",
    domains: [domain("contoso.com", true)],
    asked: "notcontoso.com",
    found: undefined,
  },
  {
    title: "a literal asterisk asks for nothing special",
    domains: [domain("*.contoso.com")],
    asked: "*.contoso.com",
    found: "*.contoso.com",
  },
])("$title", ({ domains, asked, found }) => {
  expect(buildAcceptedDomainTable(domains).match(asked)?.domainName).toBe(found);
});
