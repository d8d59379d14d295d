import { parseSmartHost } from "./smart-host";

test.each([
  { text: "mail.fabrikam.com:25", is: { host: "mail.fabrikam.com", port: 25 } },
  { text: "192.0.2.1:2525", is: { host: "192.0.2.1", port: 2525 } },
  { text: "[2001:db8::1]:587", is: { host: "2001:db8::1", port: 587 } },
])("$text", ({ text, is }) => {
  expect(parseSmartHost(text)).toEqual(is);
});

test("anything else is an error that shows it", () => {
  expect(() => parseSmartHost("mail.fabrikam.com")).toThrow('"mail.fabrikam.com"');
});
