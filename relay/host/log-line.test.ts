import { safeLogLine } from "./log-line";

test.each([
  ["DEL", "\u007f"],
  ["a control sequence of C1", "\u009b31m"],
  ["a line separator", "\u2028"],
  ["a paragraph separator", "\u2029"],
  ["a change of direction", "\u202e"],
])("%s is escaped, and JSON reads it again", (_, text) => {
  const line = JSON.stringify({ msg: `a${text}b` });
  expect(safeLogLine(line)).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(safeLogLine(line))).toEqual(JSON.parse(line));
});

test("other letters stay as they are", () => {
  const line = `${JSON.stringify({ msg: "bücher.example 用户" })}\n`;
  expect(safeLogLine(line)).toBe(line);
});
