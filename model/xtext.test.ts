import fc from "fast-check";
import { decodeXtext, encodeXtext, isXtext } from "./xtext";

describe("xtext", () => {
  test.each([
    ["e=mc2@example.com", "e+3Dmc2@example.com"],
    ["a+b@contoso.com", "a+2Bb@contoso.com"],
    ['"a b"@contoso.com', '"a+20b"@contoso.com'],
  ])("%s is said as %s", (text, xtext) => {
    expect(encodeXtext(text)).toBe(xtext);
    expect(decodeXtext(xtext)).toBe(text);
  });

  test("whatever is encoded has no space, no line end and no letter beyond ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(encodeXtext(text)).toMatch(/^[!-*,-<>-~+]*$/);
      }),
    );
  });

  test("printable ASCII comes back as it was, and its xtext is one that is taken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", minLength: 1 }), (text) => {
        expect(isXtext(encodeXtext(text))).toBe(true);
        expect(decodeXtext(encodeXtext(text))).toBe(text);
      }),
    );
  });
});
