import { formatAddressSpace, judgeAddressSpaces, parseAddressSpace } from "./address-space";

test.each([
  ["*", "SMTP:*;1"],
  ["SMTP:--;7", "SMTP:--;7"],
  ["--", "SMTP:--;1"],
  ["SMTP:*;1", "SMTP:*;1"],
  ["smtp:Contoso.com;5", "SMTP:contoso.com;5"],
  ["*.contoso.com", "SMTP:*.contoso.com;1"],
  ["contoso.com;100", "SMTP:contoso.com;100"],
  ["bücher.example", "SMTP:xn--bcher-kva.example;1"],
])("%s is %s", (text, canonical) => {
  const parsed = parseAddressSpace(text, "addressSpaces[0]");
  expect(parsed.ok && formatAddressSpace(parsed.value)).toBe(canonical);
  expect(parsed.ok && parseAddressSpace(canonical, "addressSpaces[0]")).toEqual(parsed);
});

test.each([
  ["X400:c=US;1", "has another type than SMTP"],
  ["SMTP:;1", "is not an address space"],
  ["", "is not an address space"],
  ["contoso.com;0", "has no cost from 1 to 100"],
  ["contoso.com;101", "has no cost from 1 to 100"],
  ["contoso.com;", "has no cost from 1 to 100"],
  ["contoso.com;1;2", "has no cost from 1 to 100"],
  ["a.*.com", "is not an address space"],
  ["user@contoso.com", "is not an address space"],
])("%s %s", (text, why) => {
  const parsed = parseAddressSpace(text, "addressSpaces[0]");
  expect(parsed.ok ? [] : parsed.failures).toMatchObject([
    {
      code: "RELAY_ADDRESS_SPACE_INVALID",
      property: "addressSpaces[0]",
      message: expect.stringContaining(why) as string,
    },
  ]);
});

test("one domain with two costs is refused, naming both", () => {
  expect(judgeAddressSpaces(["SMTP:*;1", "SMTP:*;2", "SMTP:contoso.com;1"], "addressSpaces")).toMatchObject([
    { message: "addressSpaces has * with the costs 1 and 2: write it once." },
  ]);
});
