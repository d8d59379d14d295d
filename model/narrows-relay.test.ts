import { buildAcceptedDomainTable } from "./accepted-domain-table";
import { narrowsRelay } from "./narrows-relay";
import type { AcceptedDomainSettings } from "./settings";
import type { AcceptedDomains } from "./snapshot";

const domain = (domainName: string, matchSubDomains = false): AcceptedDomainSettings => ({
  domainName,
  domainType: "Authoritative",
  matchSubDomains,
  allowWideRelay: null,
  owner: null,
  reason: null,
  ticket: null,
});
const ACCEPTED = buildAcceptedDomainTable([domain("contoso.com"), domain("*.fabrikam.com"), domain("a.example", true)]);

const isIn = (table: AcceptedDomains) => (name: string) => table.match(name) !== undefined;

describe("onlyRecipients as a narrowing of relay", () => {
  test.each<[entries: readonly string[] | null, narrows: boolean]>([
    [null, false],
    [["contoso.com"], true],
    [["user@contoso.com"], true],
    [["sub.contoso.com"], false],
    [["*.contoso.com"], false],
    [["*.fabrikam.com", "contoso.com"], true],
    [["fabrikam.com"], false],
    [["*.eu.fabrikam.com", "x@eu.fabrikam.com"], true],
    [["*.a.example", "a.example"], true],
    [["contoso.com", "example.org"], false],
    [["*.com"], false],
  ])("%j: %p", (entries, narrows) => {
    expect(narrowsRelay(entries, isIn(ACCEPTED))).toBe(narrows);
  });

  test("where everything is accepted, a wildcard below a public suffix still narrows nothing", () => {
    const everything = buildAcceptedDomainTable([domain("*")]);
    expect(narrowsRelay(["example.org"], isIn(everything))).toBe(true);
    expect(narrowsRelay(["*.com"], isIn(everything))).toBe(false);
    expect(narrowsRelay(["*.co.uk"], isIn(everything))).toBe(false);
  });
});
