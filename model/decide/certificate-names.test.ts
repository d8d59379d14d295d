import { namesDomain } from "./certificate-names";

test.each([
  { names: ["fabrikam.com"], domain: "fabrikam.com", is: true },
  { names: ["mail.fabrikam.com"], domain: "fabrikam.com", is: false },
  { names: ["*.fabrikam.com"], domain: "mail.fabrikam.com", is: true },
  { names: ["*.fabrikam.com"], domain: "fabrikam.com", is: false },
  { names: ["*.fabrikam.com"], domain: "a.mail.fabrikam.com", is: false },
  { names: ["*.com"], domain: "fabrikam.com", is: false },
  { names: ["*"], domain: "fabrikam.com", is: false },
  { names: ["other.com", "fabrikam.com"], domain: "fabrikam.com", is: true },
  { names: [], domain: "fabrikam.com", is: false },
])("$names name $domain: $is", ({ names, domain, is }) => {
  expect(namesDomain(names, domain)).toBe(is);
});
