import { indent, textPairs, textTable } from "./text-table";

test("columns have the width of their widest cell, and no line ends in spaces", () => {
  expect(
    textTable(
      ["ID", "NAME"],
      [
        ["1", "a name"],
        ["1234", ""],
      ],
    ),
  ).toBe("ID    NAME\n1     a name\n1234");
});

test("pairs align their values", () => {
  expect(
    textPairs([
      ["from", "x"],
      ["received", "y"],
    ]),
  ).toBe("from      x\nreceived  y");
});

test.each(["\u001B[31mred", "two\nlines", "tab\there", "\u009B31m", "line\u2028separator"])(
  "a cell cannot steer the terminal: %j",
  (text) => expect(textTable(["A"], [[text]])).not.toMatch(/\n.*[\p{Cc}\u2028]/u),
);

test("indent leaves empty lines empty", () => {
  expect(indent("a\n\nb")).toBe("  a\n\n  b");
});
