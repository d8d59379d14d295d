import { plot } from "./plot";

describe("plot", () => {
  const curve = {
    name: "a",
    title: "Cost <by> length",
    x: "KB",
    y: "us",
    lines: [
      {
        name: "relay host",
        points: [
          [1, 100],
          [10, 200],
          [1000, 5000],
        ],
      },
    ],
  } as const;

  test("draws each point where its axes have it, and says everything in words too", () => {
    const svg = plot({ ...curve, yScale: "log" });
    expect(svg).toContain("<title>Cost &lt;by&gt; length</title>");
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).toContain("relay host");
    const [first, last] = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(first).toEqual([64, 254]);
    expect(last?.[0]).toBeGreaterThan(first?.[0] as number);
  });

  test("has few ticks at round numbers on both kinds of axis", () => {
    for (const one of [curve, { ...curve, yScale: "log" } as const]) {
      const texts = [...plot(one).matchAll(/fill="#59636e"[^>]*>([\d,.]+)</g)].map(([, text]) => text);
      expect(texts).toEqual(expect.arrayContaining(["1", "10", "100", "1,000"]));
      expect(texts.length).toBeLessThan(16);
    }
  });
});
