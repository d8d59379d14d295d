import fc from "fast-check";
import { csvField, csvFields } from "./csv-field";

describe("csvField", () => {
  test.each([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ["=1+1", '"=1+1"'],
    ["two\r\nlines\u2028three", "two  lines three"],
  ])("writes %j as %j", (text, written) => expect(csvField(text)).toBe(written));

  test("is read again as it was, but for line ends and other control characters", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 6 }), (texts) => {
        const clean = texts.map((text) => text.replace(/[\p{Cc}\u2028\u2029]/gu, " "));
        expect(csvFields(texts.map((text) => csvField(text)).join(","))).toEqual(clean);
      }),
    );
  });
});
