import fc from "fast-check";
import { CommandError } from "../command-error";
import { findJsonFault } from "../../model";
import { parseJson } from "./read-json";

function complaintOf(bytes: string | Uint8Array): string {
  try {
    parseJson(typeof bytes === "string" ? Buffer.from(bytes) : bytes, "preview.json");
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
  return "";
}

describe("what is not JSON is refused at its place", () => {
  test.each([
    { title: "nothing", text: " \n", message: "preview.json is empty." },
    { title: "a word", text: "abc", message: "preview.json:1:1 is not JSON: this is no JSON value." },
    {
      title: "cut off",
      text: '{\n "a": [1, ',
      message: "preview.json:2:11 is not JSON: it ends in the middle of a value (was it cut off?).",
    },
    {
      title: "cut off in a text",
      text: '["abc',
      message: "preview.json:1:6 is not JSON: it ends in the middle of a value (was it cut off?).",
    },
    {
      title: "a comma too many",
      text: '{"a": 1,\n}',
      message: "preview.json:2:1 is not JSON: a property name in quotes belongs here.",
    },
    { title: "no comma", text: "[1 2]", message: "preview.json:1:4 is not JSON: , or ] belongs here." },
    {
      title: "two documents",
      text: "{}\n{}",
      message: "preview.json:2:1 is not JSON: something follows after its end (one value is wanted, not one a line).",
    },
    {
      title: "a bare line end",
      text: '["a\nb"]',
      message: "preview.json:1:4 is not JSON: a control character or line end stands in a text without being escaped.",
    },
    {
      title: "an unknown escape",
      text: String.raw`["\x"]`,
      message: String.raw`preview.json:1:3 is not JSON: this \ begins no escape of JSON.`,
    },
    {
      title: "brackets that do not pair",
      text: '{"a": ]',
      message: "preview.json:1:7 is not JSON: this is no JSON value.",
    },
  ])("$title", ({ text, message }) => {
    expect(complaintOf(text)).toBe(message);
  });

  test("without showing what is there", () => {
    expect(complaintOf('{"password": hunter2}')).not.toContain("hunter2");
  });

  test.each([
    { title: "depth", text: "[".repeat(2_000_000), message: "preview.json:1:65 is nested too deep." },
    {
      title: "objects of two characters",
      text: `[${"{},".repeat(2_500_000)}{}]`,
      message: /:1:\d+ has too many values\.$/,
    },
    { title: "commas", text: `[${"0,".repeat(6_000_000)}0]`, message: /:1:\d+ has too many values\.$/ },
  ])("before it costs memory: $title", ({ text, message }) => {
    expect(complaintOf(text)).toMatch(message);
  });
});

describe("any text", () => {
  const almost = fc
    .json()
    .chain((text) =>
      fc.tuple(fc.constant(text), fc.nat(text.length), fc.constantFrom("", ",", "]", "}", '"', "\\", "1", "é")),
    );
  test("is JSON to the scanner exactly when it is to JSON.parse", () => {
    fc.assert(
      fc.property(fc.oneof(almost, fc.tuple(fc.string(), fc.constant(0), fc.constant(""))), ([text, place, more]) => {
        const changed = text.slice(0, place) + more + text.slice(place + (more === "" ? 1 : 0));
        const isJson = complaintOf(Buffer.from(changed)) === "";
        const { what } = findJsonFault(changed);
        // What is whole has no fault but its own end.
        if (isJson) expect(what).toContain("cut off");
        if (changed.trim() !== "" && !isJson)
          expect(complaintOf(Buffer.from(changed))).toMatch(/^preview.json(:\d+|:\d+:\d+)?:? /);
      }),
    );
  });
});

describe("encodings", () => {
  const text = '{"name": "Zürich"}';
  test.each([
    { title: "UTF-8", bytes: Buffer.from(text) },
    { title: "UTF-8 with a byte order mark", bytes: Buffer.from(`\uFEFF${text}`) },
    { title: "UTF-16 of Windows PowerShell", bytes: Buffer.from(`\uFEFF${text}`, "utf16le") },
    { title: "UTF-16 without a mark", bytes: Buffer.from(text, "utf16le") },
  ])("$title", ({ bytes }) => {
    expect(parseJson(bytes, "x")).toEqual({ name: "Zürich" });
  });

  test("others are refused", () => {
    expect(complaintOf(Buffer.from(text, "latin1"))).toContain("neither UTF-8 nor UTF-16");
  });
});
