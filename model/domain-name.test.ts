import { parseDomainName, parseDomainPattern, toDomainName } from "./domain-name";

describe("parseDomainName", () => {
  test.each([
    ["contoso.com", "contoso.com"],
    ["CONTOSO.Com", "contoso.com"],
    ["contoso.com.", "contoso.com"],
    ["münchen.de", "xn--mnchen-3ya.de"],
    ["MÜNCHEN.de", "xn--mnchen-3ya.de"],
    ["XN--MNCHEN-3YA.de", "xn--mnchen-3ya.de"],
    ["straße.de", "xn--strae-oqa.de"],
    ["contoso。com", "contoso.com"],
    ["corp", "corp"],
    ["3com.com", "3com.com"],
    [`${"a".repeat(63)}.com`, `${"a".repeat(63)}.com`],
    [`${"a.".repeat(126)}a`, `${"a.".repeat(126)}a`],
  ])("reads %s", (text, name) => {
    expect(parseDomainName(text, "domainName")).toEqual({ ok: true, value: name });
  });

  test.each<[unknown, string]>([
    ["", "empty"],
    [".", "empty"],
    ["contoso..com", "empty label"],
    [".contoso.com", "empty label"],
    ["contoso.com..", "empty label"],
    ["[192.0.2.1]", "address literal"],
    ["[IPv6:::1]", "address literal"],
    ["192.0.2.1", "an address"],
    ["::1", "an address"],
    ["0x7f.1", "ends in a number"],
    ["１９２.0.2.1", "ends in a number"],
    ["contoso.123", "ends in a number"],
    ["crm@contoso.com", "mail address"],
    ["*.contoso.com", "wildcard"],
    ["*", "wildcard"],
    ["contoso_mail.com", "_"],
    ["contoso com", '" "'],
    ["contoso.com/x", '"/"'],
    ["contoso.com:25", '":"'],
    ["a%2eb.com", '"%"'],
    ["-contoso.com", "hyphen"],
    ["contoso-.com", "hyphen"],
    ["con\u00adtoso.com", "invisible"],
    ["con\u200btoso.com", "invisible"],
    ["contoso.com\n", "control character"],
    ["contoso\u0000.com", "control character"],
    ["xn--i.com", "international"],
    ["xn--a", "international"],
    [`${"a".repeat(64)}.com`, "63"],
    [`${"a.".repeat(126)}ab`, "253"],
    [`${"ü".repeat(60)}.${"ü".repeat(600)}`, "253"],
    ["a".repeat(2000), "too long"],
    [7, "not a text"],
    [undefined, "not a text"],
  ])("refuses %p", (text, word) => {
    const parsed = parseDomainName(text, "domainName");
    const failure = parsed.ok ? undefined : parsed.failures[0];
    expect(failure).toMatchObject({ code: "RELAY_DOMAIN_INVALID", property: "domainName" });
    expect(failure?.message).toContain(word);
  });

  test("a command may not have the root's dot, which configuration drops", () => {
    expect(toDomainName("contoso.com.")).toBe("contoso.com");
    expect(toDomainName("contoso.com.", { trailingDot: "refuse" })).toBeUndefined();
    expect(toDomainName("contoso.com", { trailingDot: "refuse" })).toBe("contoso.com");
  });
});

describe("parseDomainPattern", () => {
  test.each([
    ["*", "*"],
    ["*.Contoso.com.", "*.contoso.com"],
    ["contoso.com", "contoso.com"],
    ["*.com", "*.com"],
  ])("reads %s as %s", (text, pattern) => {
    expect(parseDomainPattern(text, "domainName")).toEqual({ ok: true, value: pattern });
  });

  test.each(["*.", "**", "*.*.com", "*contoso.com", "mail.*.com", "*.1.2.3.4", "*.[::1]"])("refuses %s", (text) => {
    const parsed = parseDomainPattern(text, "domainName");
    expect(parsed.ok ? "" : parsed.failures[0]?.message).toContain(`"${text}"`);
  });
});
