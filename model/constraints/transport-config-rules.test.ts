import { settle } from "../settle";

function failuresOf(trustedProxies: readonly string[], reason: string | null = null): readonly string[] {
  const settled = settle("TransportConfig", { trustedProxies, reason });
  return settled.ok ? [] : settled.failures.map(({ message }) => message);
}

describe("trusted proxies that are each narrow", () => {
  test.each([
    [["10.0.0.0/24", "10.0.1.0/24"], "10.0.0.0/23"],
    [["10.0.0.0/25", "10.0.0.128-10.0.1.0"], "10.0.0.0-10.0.1.0"],
    [["fd00::/64", "fd00:0:0:1::/64"], "fd00::/63"],
  ])("%j make up %s, which needs a reason", (proxies, together) => {
    expect(failuresOf(proxies)).toEqual([
      expect.stringContaining(`trustedProxies makes up ${together}, which is wider`),
    ]);
    expect(failuresOf(proxies, "two racks of balancers")).toEqual([]);
  });

  test.each([[["10.0.0.0/25", "10.0.0.128/25"]], [["10.0.0.0/24", "10.0.2.0/24"]], [["127.0.0.1", "::1"]]])(
    "%j are good",
    (proxies) => {
      expect(failuresOf(proxies)).toEqual([]);
    },
  );
});
