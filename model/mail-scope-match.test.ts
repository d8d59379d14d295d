import type { MailAddress } from "./mail-address";
import { parseMailAddress } from "./mail-address";
import { buildMailScope } from "./mail-scope-match";

function addressOf(text: string): MailAddress | null {
  if (text === "") return null;
  const parsed = parseMailAddress(text, { letters: "utf-8" });
  if (!parsed.ok) throw new Error(text);
  return parsed.address;
}

describe("a scope of senders or recipients", () => {
  test.each<[entries: readonly string[], address: string, isIncluded: boolean]>([
    [["crm@contoso.com"], "crm@contoso.com", true],
    [["crm@contoso.com"], "CRM@CONTOSO.COM", true],
    [["CRM@contoso.com"], "crm@contoso.com", true],
    [["crm@contoso.com"], "crm2@contoso.com", false],
    // The Kelvin sign is a k in lower case, and another mailbox.
    [["karl@contoso.com"], "\u212aarl@contoso.com", false],
    [["contoso.com"], "anybody@contoso.com", true],
    [["contoso.com"], "anybody@sales.contoso.com", false],
    [["contoso.com"], "anybody@notcontoso.com", false],
    [["*.contoso.com"], "anybody@sales.contoso.com", true],
    [["*.contoso.com"], "anybody@eu.sales.contoso.com", true],
    [["*.contoso.com"], "anybody@contoso.com", false],
    [["*.contoso.com"], "anybody@evilcontoso.com", false],
    [["contoso.com", "*.contoso.com"], "", false],
    [["<>"], "", true],
    [["<>"], "a@contoso.com", false],
    [["contoso.com"], "a@[192.0.2.1]", false],
  ])("%j and <%s>: %p", (entries, address, isIncluded) => {
    expect(buildMailScope(entries).includes(addressOf(address))).toBe(isIncluded);
  });
});
