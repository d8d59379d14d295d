import { parseAccountName } from "./account-name";

describe("parseAccountName", () => {
  it.each(["crm", "crm@contoso.com", "Line of business", "x".repeat(64)])("takes %s as it stands", (name) => {
    expect(parseAccountName(name, "username")).toEqual({ ok: true, value: name });
  });

  it.each([
    "",
    " crm",
    "CONTOSO\\crm",
    "a\nb",
    "S-1-5-7",
    "anonymous logon",
    "Exchange Servers",
    "x".repeat(65),
    7,
    null,
  ])("refuses %p by name", (name) => {
    expect(parseAccountName(name, "username")).toMatchObject({
      ok: false,
      failures: [{ code: "RELAY_ACCOUNT_NAME_INVALID", property: "username" }],
    });
  });
});
