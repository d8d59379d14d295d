import { EXTENDED_RIGHTS } from "./extended-right";
import { parseExtendedRight } from "./parse-extended-right";

describe("parseExtendedRight", () => {
  test.each(EXTENDED_RIGHTS)("reads %s in any case", (right) => {
    for (const text of [right, right.toLowerCase(), right.toUpperCase()]) {
      expect(parseExtendedRight(text, "extendedRights[0]")).toEqual({ ok: true, value: right });
    }
  });

  test("stores the 2007 article's right in its long form", () => {
    const value = "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender";
    expect(parseExtendedRight("ms-Exch-SMTP-Accept-Authoritative-Domain", "r")).toEqual({ ok: true, value });
  });

  test.each([
    ["ms-Exch-SMTP-Accept-Everything", /is not an extended right of this host. Known rights: ms-Exch-SMTP-Submit/],
    ["ms-exch-smtp-accept-xshadow", /Exchange servers use among themselves/],
    ["ms-Exch-SMTP-Submit ", /is not an extended right/],
  ])("refuses %j", (text, message) => {
    const parsed = parseExtendedRight(text, "extendedRights[0]");
    expect(parsed).toMatchObject({
      ok: false,
      failures: [{ code: "RELAY_RIGHT_INVALID", property: "extendedRights[0]" }],
    });
    expect(parsed.ok ? "" : parsed.failures[0]?.message).toMatch(message);
  });
});
