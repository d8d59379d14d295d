import fc from "fast-check";
import { parsePrincipal } from "./parse-principal";
import { PRINCIPALS } from "./principal";

describe("parsePrincipal", () => {
  test.each(PRINCIPALS)("reads $name back as it is stored, in any case", ({ name }) => {
    for (const text of [name, name.toUpperCase(), name.toLowerCase()]) {
      expect(parsePrincipal(text, "principal")).toEqual({ ok: true, value: name });
    }
  });

  test.each([
    ["S-1-5-7", "NT AUTHORITY\\ANONYMOUS LOGON"],
    ["s-1-5-11", "NT AUTHORITY\\Authenticated Users"],
    ["S-1-9-1419165041-1139599005-3936102811-1022490595-21", "MS Exchange\\Hub Transport Servers"],
    ["S-1-9-1419165041-1139599005-3936102811-1022490595-22", "MS Exchange\\Edge Transport Servers"],
    ["S-1-9-1419165041-1139599005-3936102811-1022490595-23", "MS Exchange\\Externally Secured Servers"],
    ["S-1-9-1419165041-1139599005-3936102811-1022490595-10", "MS Exchange\\Partner Servers"],
    ["S-1-9-1419165041-1139599005-3936102811-1022490595-24", "MS Exchange\\Legacy Exchange Servers"],
    ["CONTOSO\\Exchange Servers", "Exchange Servers"],
    ["fabrikam.com\\exchange servers", "Exchange Servers"],
    ["CONTOSO\\ExchangeLegacyInterop", "ExchangeLegacyInterop"],
    ["svc-crm", "svc-crm"],
    ["Everyone", "Everyone"],
    ["Büro 2", "Büro 2"],
  ])("stores %s by its name", (text, name) => {
    expect(parsePrincipal(text, "principal")).toEqual({ ok: true, value: name });
  });

  test.each([
    ["ANONYMOUS LOGON", /write "NT AUTHORITY\\\\ANONYMOUS LOGON"/],
    ["authenticated users", /write "NT AUTHORITY\\\\Authenticated Users"/],
    ["S-1-5-21-1-2-3-1105", /reads as a SID/],
    ["CONTOSO\\svc-crm", /write the bare name/],
    [" svc-crm", /is not a principal/],
    ["svc\u0000crm", /is not a principal/],
    ["x".repeat(65), /is not a principal/],
    ["\\Exchange Servers", /is not a principal/],
    ["A\\B\\Exchange Servers", /is not a principal/],
    ["", /"" is not a principal/],
  ])("refuses %j and says what to write", (text, message) => {
    const parsed = parsePrincipal(text, "principal");
    expect(parsed).toMatchObject({ ok: false, failures: [{ code: "RELAY_PRINCIPAL_INVALID", property: "principal" }] });
    expect(parsed.ok ? "" : parsed.failures[0]?.message).toMatch(message);
  });

  test("what it accepts is built in, or the bare name as it was written", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(...PRINCIPALS.map(({ name }) => name)),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parsePrincipal(given, "principal");
        if (!parsed.ok || PRINCIPALS.some(({ name }) => name === parsed.value)) return;
        expect(parsed.value).toBe(given);
        expect(parsed.value).not.toMatch(/\\|^s-\d|\p{C}/iu);
      }),
    );
  });
});
