import { formatProgramPlace, parseProgramPlace } from "./program-place";

describe("a place in a program", () => {
  test.each([
    ["index.ts:42", { file: "index.ts", line: 42 }],
    ["relays/crm application.ts:1", { file: "relays/crm application.ts", line: 1 }],
    ["..dotted/a..b.ts:9999999", { file: "..dotted/a..b.ts", line: 9_999_999 }],
  ])("%s is read and spelt alike", (text, place) => {
    expect(parseProgramPlace(text)).toEqual(place);
    expect(formatProgramPlace(place)).toBe(text);
  });

  test.each([
    ["an absolute path", "/home/jane/relays/index.ts:42"],
    ["an absolute path of Windows", "C:\\Users\\jane\\index.ts:42"],
    ["a URL", "file:///home/jane/index.ts:42"],
    ["a path that leaves the project", "relays/../../jane/index.ts:42"],
    ["a line end", "index.ts\nrelay granted:42"],
    ["an escape sequence", "\u001b[2Jindex.ts:42"],
    ["a text that turns around", "\u202eindex.ts:42"],
    ["no line", "index.ts"],
    ["line 0", "index.ts:0"],
    ["a line that no file has", "index.ts:12345678"],
    ["a path without end", `${"a".repeat(300)}:1`],
    ["no text", 42],
  ])("%s is none", (_, text) => {
    expect(parseProgramPlace(text)).toBeUndefined();
  });
});
