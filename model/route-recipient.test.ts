import { routeRecipient } from "./route-recipient";
import { snapshotOf } from "./snapshot-fixture";

const snapshot = snapshotOf({
  sendConnectors: [
    { name: "Internet", addressSpaces: ["SMTP:*;10"] },
    { name: "Internet 2", addressSpaces: ["SMTP:*;5"] },
    { name: "B", addressSpaces: ["SMTP:*.example;1", "SMTP:contoso.com;1"] },
    { name: "A", addressSpaces: ["SMTP:contoso.com;1"] },
    { name: "Deep", addressSpaces: ["SMTP:*.mail.example;100"] },
    { name: "Off", addressSpaces: ["SMTP:contoso.com;1", "SMTP:off.example;1"], enabled: false },
  ],
});

describe("routeRecipient", () => {
  test("AddressSpaces: -- is for the host's own domains, after those named and before *", () => {
    const withOwn = snapshotOf({
      acceptedDomains: [
        { domainName: "contoso.com", domainType: "Authoritative" },
        { domainName: "internal.example", domainType: "InternalRelay", matchSubDomains: true },
        { domainName: "partner.example", domainType: "ExternalRelay" },
      ],
      sendConnectors: [
        { name: "Mailboxes", addressSpaces: ["SMTP:--;1"] },
        { name: "Named", addressSpaces: ["SMTP:deep.internal.example;50"] },
        { name: "Internet", addressSpaces: ["SMTP:*;1"] },
      ],
    });
    const names = ["contoso.com", "x.contoso.com", "a.internal.example", "deep.internal.example", "partner.example"];
    expect(names.map((domain) => routeRecipient(withOwn, domain)?.name)).toEqual([
      "Mailboxes",
      "Internet",
      "Mailboxes",
      "Named",
      "Internet",
    ]);
  });

  test.each([
    ["contoso.com", "A"],
    ["x.contoso.com", "Internet 2"],
    ["example", "Internet 2"],
    ["a.b.example", "B"],
    ["a.mail.example", "Deep"],
    ["mail.example", "B"],
    ["off.example", "B"],
  ])("AddressSpaces: %s goes over %s", (domain, name) => {
    expect(routeRecipient(snapshot, domain)?.name).toBe(name);
  });

  test("has no route where no address space covers the domain", () => {
    const only = snapshotOf({ sendConnectors: [{ addressSpaces: ["SMTP:contoso.com;1"] }] });
    expect(routeRecipient(only, "fabrikam.com")).toBeUndefined();
    expect(routeRecipient(snapshotOf({}), "contoso.com")).toBeUndefined();
  });
});
