import fc from "fast-check";
import { parseMailAddress } from "./mail-address";

const longLocal = "a".repeat(64);

describe("parseMailAddress", () => {
  test.each([
    ["crm@contoso.com", "crm", "contoso.com"],
    ["CRM@Contoso.COM", "CRM", "contoso.com"],
    ["user%ext.example@contoso.com", "user%ext.example", "contoso.com"],
    ["ext.example!user@contoso.com", "ext.example!user", "contoso.com"],
    ['"quoted user"@contoso.com', '"quoted user"', "contoso.com"],
    ['"a@b"@contoso.com', '"a@b"', "contoso.com"],
    [String.raw`"a\"b"@contoso.com`, String.raw`"a\"b"`, "contoso.com"],
    ["@hop1.example,@hop2.example:user@contoso.com", "user", "contoso.com"],
    ["@[192.0.2.1]:user@contoso.com", "user", "contoso.com"],
    ["a.b+tag@sub.contoso.com", "a.b+tag", "sub.contoso.com"],
    ["root@crm_app1", "root", "crm_app1"],
    ["user@xn--bcher-kva.example", "user", "xn--bcher-kva.example"],
    [`${longLocal}@x.example`, longLocal, "x.example"],
  ])("reads %s", (text, localPart, domain) => {
    const address = { localPart, domain, isLiteral: false, text: `${localPart}@${domain}` };
    expect(parseMailAddress(text)).toEqual({ ok: true, address });
  });

  test.each(["user@[192.0.2.1]", "user@[IPv6:2001:db8::1]", "user@[ipv6:::ffff:192.0.2.1]"])(
    "flags the literal %s",
    (text) => {
      expect(parseMailAddress(text)).toMatchObject({ ok: true, address: { isLiteral: true } });
    },
  );

  test.each([
    "",
    "user",
    "user@",
    "@contoso.com",
    "a@b@c",
    "<a@b>",
    "a b@contoso.com",
    "a..b@contoso.com",
    ".a@contoso.com",
    "a.@contoso.com",
    '"a"b@contoso.com',
    '"unclosed@contoso.com',
    "a@contoso.com.",
    "a@-contoso.com",
    "a@contoso..com",
    "a@[192.0.2.256]",
    "a@[10.1]",
    "a@[192.0.2.1",
    "a@[2001:db8::1]",
    "a@b\r\nRCPT TO:<c@d>",
    "a\u0000@b",
    '"a<b"@contoso.com',
    String.raw`"a\>b"@contoso.com`,
    `a@${"b".repeat(64)}.example`,
  ])("refuses %j by syntax", (text) => {
    expect(parseMailAddress(text)).toEqual({ ok: false, fault: "syntax" });
  });

  test.each([
    [`${longLocal}a@x.example`, "too-long"],
    [`a@${"b.".repeat(130)}example`, "too-long"],
    [`${"a".repeat(60)}@${"b.".repeat(100)}example`, "too-long"],
    ["x".repeat(100_000), "too-long"],
    ["user@\u0430pple.com", "non-ascii"],
    ["m\u00fcller@contoso.com", "non-ascii"],
    ["user@contoso\uff0ecom", "non-ascii"],
  ])("refuses %s", (text, fault) => {
    expect(parseMailAddress(text)).toEqual({ ok: false, fault });
  });

  test("reads its own text back, whatever it took", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.domain(), (local, domain) => {
        const parsed = parseMailAddress(`${local}@${domain}`);
        if (!parsed.ok) return;
        expect(parseMailAddress(parsed.address.text)).toEqual(parsed);
        expect(parsed.address.text).toMatch(/^[ -~]+$/);
      }),
    );
  });
});
