import { findExchangeHosts } from "./mail-exchangers";
import type { LookupFault, MailExchanger, NameLookup } from "./name-lookup";

const NO_NAME: LookupFault = { fault: "no-name", text: "no such name" };
const TEMPORARY: LookupFault = { fault: "temporary", text: "no answer" };

function lookupOf(
  mx: readonly MailExchanger[] | LookupFault,
  addresses: Readonly<Record<string, readonly string[] | LookupFault>>,
): NameLookup {
  const find = (name: string) => Promise.resolve(addresses[name] ?? NO_NAME);
  return { mailExchangers: () => Promise.resolve(mx), addresses: find, ownAddresses: find, cancel: () => undefined };
}

function find(lookup: NameLookup, family?: 4 | 6) {
  const facts = { lookup, port: 25, isOwnEndpoint: () => false, ownNames: ["relay.contoso.com"], family };
  return findExchangeHosts("fabrikam.com", facts);
}

const TWO = [
  { name: "b.fabrikam.com", preference: 20 },
  { name: "a.fabrikam.com", preference: 10 },
];

describe("findExchangeHosts", () => {
  test("sorts hosts by preference and names each once, at its best", async () => {
    const mx = [...TWO, { name: "a.fabrikam.com", preference: 30 }, { name: "c.fabrikam.com", preference: 10 }];
    const addresses = {
      "a.fabrikam.com": ["::1", "192.0.2.1"],
      "b.fabrikam.com": ["192.0.2.2"],
      "c.fabrikam.com": ["::2"],
    };
    const found = await find(lookupOf(mx, addresses));
    expect(found).toEqual({
      kind: "hosts",
      tiers: [
        [
          { name: "a.fabrikam.com", addresses: ["::1", "192.0.2.1"] },
          { name: "c.fabrikam.com", addresses: ["::2"] },
        ],
        [{ name: "b.fabrikam.com", addresses: ["192.0.2.2"] }],
      ],
    });
  });

  test("a host whose address nobody can tell just now does not stop those after it", async () => {
    const found = await find(lookupOf(TWO, { "a.fabrikam.com": TEMPORARY, "b.fabrikam.com": ["192.0.2.2"] }));
    expect(found).toMatchObject({ kind: "hosts", tiers: [[{ name: "b.fabrikam.com" }]] });
  });

  test("is temporary when the only host left may have an address", async () => {
    const found = await find(lookupOf(TWO, { "a.fabrikam.com": TEMPORARY }));
    expect(found).toEqual({ kind: "later", reply: "451 4.4.3 no answer" });
  });

  test("SourceIPAddress: hosts without an address of its family are passed over; none at all is no fault of the domain", async () => {
    const addresses = { "a.fabrikam.com": ["::1"], "b.fabrikam.com": ["192.0.2.2", "::3"] };
    expect(await find(lookupOf(TWO, addresses), 4)).toMatchObject({
      tiers: [[{ name: "b.fabrikam.com", addresses: ["192.0.2.2"] }]],
    });
    const noneOfIt = await find(lookupOf(TWO, { "a.fabrikam.com": ["::1"] }), 4);
    expect(noneOfIt).toMatchObject({ kind: "later", reply: expect.stringContaining("4.4.4") as string });
  });

  test("a null MX beside real hosts is no host", async () => {
    const mx = [{ name: "", preference: 0 }, ...TWO];
    expect(await find(lookupOf(mx, { "b.fabrikam.com": ["192.0.2.2"] }))).toMatchObject({
      tiers: [[{ name: "b.fabrikam.com" }]],
    });
  });
});
