import fc from "fast-check";
import { formatTimeSpan, parseTimeSpan, timeSpanSeconds } from "./time-span";

test.each([
  ["00:00:00", 0, "00:00:00"],
  ["00:00:05", 5, "00:00:05"],
  ["00:10:00", 600, "00:10:00"],
  ["23:59:59", 86_399, "23:59:59"],
  ["1.00:00:00", 86_400, "1.00:00:00"],
  ["0.00:10:00", 600, "00:10:00"],
  ["02.12:00:00", 216_000, "2.12:00:00"],
])("%s is %s seconds, printed %s", (text, seconds, canonical) => {
  expect(parseTimeSpan(text, "connectionTimeout")).toEqual({ ok: true, value: seconds });
  expect(formatTimeSpan(seconds)).toBe(canonical);
});

test.each<[unknown, string]>([
  ["24:00:00", "1.00:00:00"],
  ["00:60:00", "59"],
  ["00:00:60", "59"],
  ["00:00:05.5", "whole seconds"],
  ["00:00:05.0000000", "whole seconds"],
  ["10:00", "hh:mm:ss"],
  ["0:10:00", "hh:mm:ss"],
  ["-00:10:00", "hh:mm:ss"],
  ["10m", "hh:mm:ss"],
  ["", "hh:mm:ss"],
  ["٠٠:١٠:٠٠", "hh:mm:ss"],
  ["999999.00:00:00", "hh:mm:ss"],
  ["00:10:00\n", "control character"],
  [600, "00:10:00 for 600 seconds"],
  [Number.NaN, "00:10:00"],
  [null, "not a text"],
])("refuses %p", (text, word) => {
  const parsed = parseTimeSpan(text, "connectionTimeout");
  const failure = parsed.ok ? undefined : parsed.failures[0];
  expect(failure).toMatchObject({ code: "RELAY_TIME_SPAN_INVALID", property: "connectionTimeout" });
  expect(failure?.message).toContain(word);
});

test("what is printed reads back as the same number of seconds", () => {
  fc.assert(fc.property(fc.nat(99_999 * 86_400), (seconds) => timeSpanSeconds(formatTimeSpan(seconds)) === seconds));
});
