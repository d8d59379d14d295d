import { FailedTokens } from "./failed-tokens";

function limits() {
  const time = { now: 0 };
  const options = { perSource: 3, inAll: 10, window: 60_000, maxSources: 1000, clock: () => time.now };
  const tokens = new FailedTokens(options);
  const fail = (address: string, times = 1) => {
    for (let left = times; left > 0; left--) tokens.failed(address);
  };
  return { tokens, fail, time };
}

describe("FailedTokens", () => {
  test("stops a source at its limit, and lets it go on in the next window", () => {
    const { tokens, fail, time } = limits();
    fail("192.0.2.1", 2);
    expect(tokens.refusal("192.0.2.1")).toBeUndefined();
    fail("192.0.2.1");
    time.now = 20_000;
    expect(tokens.refusal("192.0.2.1")).toEqual({
      why: "More than 3 failed tokens came from 192.0.2.1",
      retryAfterSeconds: 40,
    });
    expect(tokens.refusal("192.0.2.2")).toBeUndefined();
    time.now = 60_000;
    expect(tokens.refusal("192.0.2.1")).toBeUndefined();
  });

  test("takes the addresses of one IPv6 network for one source", () => {
    const { tokens, fail } = limits();
    for (const address of ["2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1:ffff::"]) fail(address);
    expect(tokens.refusal("2001:db8:0:1::77")).toBeDefined();
    expect(tokens.refusal("2001:db8:0:2::77")).toBeUndefined();
  });

  test("leaves everybody one try while many sources guess together, and nobody in a flood", () => {
    const { tokens, fail } = limits();
    for (let source = 0; source < 10; source++) fail(`192.0.2.${source}`);
    expect(tokens.refusal("192.0.2.1")?.why).toBe("More than 10 failed tokens came from all sources");
    expect(tokens.refusal("198.51.100.1")).toBeUndefined();
    for (let source = 0; source < 90; source++) fail(`203.0.113.${source}`);
    expect(tokens.refusal("198.51.100.1")?.retryAfterSeconds).toBe(60);
  });

  test("remembers no more sources than it may", () => {
    const { tokens, fail } = limits();
    for (let source = 0; source < 5000; source++) fail(`10.${source >> 8}.${source & 255}.1`);
    expect((tokens as unknown as { readonly sources: ReadonlyMap<string, unknown> }).sources.size).toBe(1000);
  });
});
