import { joinedWithinLimit, withinLimit } from "./markdown-limit";

test("parts stand apart, and empty ones are not there", () => {
  expect(withinLimit([{ lines: ["a", "b"] }, { lines: [] }, { lines: ["c"], foot: "\nd" }])).toBe("a\nb\n\nc\nd\n");
});

test("what does not fit is left out at the end of a line, with its foot kept, and it is said", () => {
  const rows = Array.from({ length: 50 }, (_, place) => `row ${place}`);
  const text = withinLimit([{ lines: ["top"] }, { lines: ["head", ...rows], head: 1, foot: "\nfoot" }], 320);
  expect(text.length).toBeLessThanOrEqual(320);
  expect(text).toMatch(/^top\n\nhead\nrow 0\n(row \d+\n)*foot\n\n_Cut: \d+ more lines do not fit/);
  const left = /_Cut: (\d+)/.exec(text)?.[1];
  expect(Number(left)).toBe(50 - (text.match(/^row/gm)?.length ?? 0));
});

test("a part of which only the head would fit is not there at all", () => {
  const text = withinLimit([{ lines: ["top"] }, { lines: ["head", "x".repeat(200)], head: 1 }], 320);
  expect(text).toBe(
    "top\n\n_Cut: 1 more lines do not fit into a comment. `--output text` and `--output json` show all of it._\n",
  );
});

test("what stands behind a comment is left out whole when it does not fit", () => {
  expect(joinedWithinLimit("a\n", ["b\n", "c\n"])).toBe("a\n\nb\n\nc\n");
  const long = "x".repeat(300);
  const text = joinedWithinLimit("a\n", ["b\n", long, "c\n"], 400);
  expect(text).toBe("a\n\nb\n\n_Cut: what changes by itself at 2 more times does not fit into a comment._\n");
});
