import fc from "fast-check";
import { codeBlock, codeSpan } from "./markdown-words";

/** What CommonMark §6.1 reads as the content of a span that is the whole text. */
function contentOf(span: string): string {
  const fence = /^`+/.exec(span)?.[0] ?? "";
  const inside = span.slice(fence.length, span.length - fence.length);
  const isPadded = inside.startsWith(" ") && inside.endsWith(" ") && inside.trim() !== "";
  return isPadded ? inside.slice(1, -1) : inside;
}

test.each<[value: string, span: string]>([
  ["plain", "`plain`"],
  ["@octocat", "`@octocat`"],
  ["a`b", "``a`b``"],
  ["`a`", "`` `a` ``"],
  ["<script>", "`<script>`"],
  ["![x](https://evil.example)", "`![x](https://evil.example)`"],
  ["a\nb\r\n| c |", "<code>a&#65533;b&#65533;&#65533;&#124; c &#124;</code>"],
  ["\\|@x", "<code>&#92;&#124;&#64;x</code>"],
  ["\u202Eevil", "`\u{FFFD}evil`"],
  ["", "``` ```"],
])("%j is shown as it is and means nothing", (value, span) => {
  expect(codeSpan(value)).toBe(span);
});

const HOSTILE = fc.string({
  unit: fc.constantFrom("`", "|", "\\", "<", ">", "@", "&", "\n", " ", "a", "*", "[", "]", "\u2028"),
});

test("no value leaves its span, its cell or its line", () => {
  fc.assert(
    fc.property(HOSTILE, (value) => {
      const span = codeSpan(value);
      expect(span).not.toMatch(/[\n\r\u2028|]/);
      if (span.startsWith("<code>")) {
        expect(span).toMatch(/^<code>(?:[A-Za-z0-9 ]|&#\d+;)*<\/code>$/);
      } else if (value !== "") {
        const fence = /^`+/.exec(span)?.[0] ?? "";
        expect(span.endsWith(fence)).toBe(true);
        const runs = [...contentOf(span).matchAll(/`+/g)].map(([run]) => run.length);
        expect(runs).not.toContain(fence.length);
        expect(contentOf(span)).toBe(value.replaceAll(/[\n\u2028]/g, "\u{FFFD}"));
      }
    }),
    { numRuns: 2000 },
  );
});

test("no line leaves its block", () => {
  fc.assert(
    fc.property(fc.array(HOSTILE, { minLength: 1, maxLength: 4 }), (lines) => {
      const [first = "", ...rest] = codeBlock(lines).split("\n");
      const fence = /^`+/.exec(first)?.[0] ?? "";
      expect(rest).toHaveLength(lines.length + 1);
      expect(rest.at(-1)).toBe(fence);
      for (const line of rest.slice(0, -1)) expect(line.trim().startsWith(fence)).toBe(false);
    }),
  );
});
