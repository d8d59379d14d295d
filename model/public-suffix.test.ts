import { isPublicSuffix } from "./public-suffix";

test.each([
  ["com", true],
  ["co.uk", true],
  ["github.io", true],
  ["foo.ck", true],
  ["xn--p1ai", true],
  ["local", true],
  ["contoso.com", false],
  ["contoso.co.uk", false],
  ["www.ck", false],
  ["corp.local", false],
  ["mail.contoso.com", false],
])("%s: %p", (domain, expected) => {
  expect(isPublicSuffix(domain)).toBe(expected);
});
