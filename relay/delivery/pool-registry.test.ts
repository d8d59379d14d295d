import { knownSmartHost, settle, type SnapshotSendConnector } from "../../model";
import { withDefaults } from "./delivery-options";
import type { HostPool } from "./host-pool";
import { PoolRegistry } from "./pool-registry";

function connectorWith(maxMessagesPerMinutePerHost: number): SnapshotSendConnector {
  const input = { name: "out", addressSpaces: ["*"], smartHosts: ["127.0.0.1:25"], maxMessagesPerMinutePerHost };
  const settled = settle("SendConnector", input);
  if (!settled.ok) throw new Error(settled.failures.map(({ message }) => message).join());
  return { id: "out", name: "out", settings: settled.value, secretVersion: null };
}

describe("PoolRegistry", () => {
  test("forgets a pool that nobody uses only when its last minute had no message: the rate must not begin anew", async () => {
    let now = Date.UTC(2026, 10, 24);
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const options = withDefaults({
      spool: {} as never,
      routeRecipient: () => undefined,
      hostname: "relay.contoso.com",
      clock: { now: () => now },
      log: silent,
      random: () => 0,
    });
    const pools = new PoolRegistry(options);
    const target = { ...knownSmartHost("127.0.0.1:25"), addresses: () => Promise.resolve([]) };
    const pool = (): HostPool => pools.of(connectorWith(1), "127.0.0.1:25", target);
    const first = pool();
    await expect(first.take()).rejects.toThrow("has no address");
    pools.forgetUnused(new Set());
    expect(pool()).toBe(first);
    now += 62_000;
    pools.forgetUnused(new Set([first]));
    expect(pool()).toBe(first);
    pools.forgetUnused(new Set());
    expect(pool()).not.toBe(first);
  });
});
