import { headerMailboxes } from "./header-sender";

function addresses(value: string) {
  return headerMailboxes(value).map(({ address }) => address?.text ?? null);
}

describe("headerMailboxes", () => {
  test.each([
    ["crm@contoso.com", ["crm@contoso.com"]],
    [" CRM Application <crm@Contoso.com>", ["crm@contoso.com"]],
    ['"Doe, Jane" <jane@contoso.com>, joe@fabrikam.com', ["jane@contoso.com", "joe@fabrikam.com"]],
    ["jane@contoso.com (Doe, Jane (CRM))", ["jane@contoso.com"]],
    ["crm@contoso.com <crm@fabrikam.com>", ["crm@fabrikam.com"]],
    ["Team: a@contoso.com, B <b@contoso.com>;", ["a@contoso.com", "b@contoso.com"]],
    ["undisclosed:;", []],
    ["", []],
    [" a . b @ contoso . com ", ["a.b@contoso.com"]],
    ["<@hop.example:a@contoso.com>", ["a@contoso.com"]],
    ['"a@ours"@contoso.com', ['"a@ours"@contoso.com']],
    ["folded\r\n <a@contoso.com>", ["a@contoso.com"]],
    ["a@[IPv6:2001:db8::1]", ["a@[ipv6:2001:db8::1]"]],
    ["J\u00fcrgen <j@contoso.com>", ["j@contoso.com"]],
  ])("reads %j", (value, expected) => {
    expect(addresses(value)).toEqual(expected);
  });

  test.each([
    "CRM Application",
    "<>",
    "<a@contoso.com> <b@fabrikam.com>",
    "<a@contoso.com> b",
    '"unclosed <a@contoso.com>',
    "<a@contoso.com",
    "a@contoso.com)",
    "(unclosed a@contoso.com",
    "a@b@c",
  ])("has no address for %j, so that it is refused", (value) => {
    expect(addresses(value)).toContain(null);
  });

  test("takes linear time for hostile fields", () => {
    const start = performance.now();
    for (const piece of ['\\"', "<", "(", " ", ",", '"', "a@", ":", "[", "a "]) {
      for (const head of ["", '"', "<", "(", "["]) headerMailboxes(head + piece.repeat(100_000));
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
