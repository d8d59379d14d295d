import { formatReply } from "../replies";
import { snapshotOf } from "../snapshot-fixture";
import { CONNECT } from "./conversation-fixture";
import { decideConnect } from "./decide-connect";
import type { ConnectionCounts, ConnectFacts } from "./facts";

const CRM = {
  id: "crm",
  name: "CRM Application",
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  permissionGroups: ["AnonymousUsers"],
  maxInboundConnection: 100,
  maxInboundConnectionPerSource: 10,
  maxInboundConnectionPercentagePerSource: 100,
} as const;

const snapshot = snapshotOf({ receiveConnectors: [CRM], transportConfig: { maxConnectionRatePerMinute: 1000 } });

function counts(minute: number, connector: number, source: number): ConnectionCounts {
  return { connectionsThisMinute: minute, connectorConnections: () => connector, sourceConnections: () => source };
}

describe("decideConnect", () => {
  test("pins the session to the connector, its range and its binding, and greets", () => {
    const decision = decideConnect(snapshot, {
      ...CONNECT,
      at: Date.UTC(2026, 10, 24, 7),
      client: "::ffff:192.168.2.55",
    });
    expect(decision).toMatchObject({
      action: "accept",
      reason: "connector-selected",
      by: { connectorId: "crm", connectorName: "CRM Application", range: "192.168.2.55-192.168.2.56" },
    });
    expect(formatReply(decision.reply)).toBe(
      "220 relay.contoso.com ESMTP MAIL Service ready at Tue, 24 Nov 2026 07:00:00 +0000",
    );
    expect(decision.policy).toMatchObject({ client: "192.168.2.55", identity: { authAs: "Anonymous" } });
  });

  // Each row is refused by its own check though all later ones would refuse too.
  test.each<{ title: string; facts: Partial<ConnectFacts>; reason: string; reply: string }>([
    {
      title: "the host's rate comes before the connector",
      facts: { client: "203.0.113.9", counts: counts(1000, 100, 10) },
      reason: "connection-rate",
      reply: "421 4.3.2 Too many connections, closing transmission channel",
    },
    {
      title: "no connector comes before its limits",
      facts: { client: "192.168.2.57", counts: counts(999, 100, 10) },
      reason: "no-connector",
      reply: "421 4.3.2 Service not available",
    },
    {
      title: "the connector's limit comes before the source's",
      facts: { counts: counts(999, 100, 10) },
      reason: "connector-connections",
      reply: "421 4.3.2 Too many connections, closing transmission channel",
    },
    {
      title: "the source's limit comes last",
      facts: { counts: counts(999, 99, 10) },
      reason: "source-connections",
      reply:
        "421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel",
    },
    {
      title: "a port nobody is bound to",
      facts: { local: { address: "10.0.0.5", port: 26 } },
      reason: "no-connector",
      reply: "421 4.3.2 Service not available",
    },
    {
      title: "a client that is no address",
      facts: { client: "not an address" },
      reason: "no-connector",
      reply: "421 4.3.2 Service not available",
    },
  ])("$title", ({ facts, reason, reply }) => {
    const decision = decideConnect(snapshot, { ...CONNECT, ...facts });
    expect(decision).toMatchObject({ action: "close", reason });
    expect(decision.policy).toBeUndefined();
    expect(formatReply(decision.reply)).toBe(reply);
  });

  test.each<[title: string, percentage: number, open: number, ofSource: number, action: "accept" | "close"]>([
    ["2 percent of 100 are 2: the second may come", 2, 1, 1, "accept"],
    ["and the third may not", 2, 2, 2, "close"],
    ["what others hold is not left", 50, 92, 2, "accept"],
    ["half of ten are five", 50, 95, 5, "close"],
    ["one is always within, however little is left", 1, 99, 0, "accept"],
    ["all percent are no limit", 100, 9, 9, "accept"],
  ])("MaxInboundConnectionPercentagePerSource: %s", (_title, percentage, open, ofSource, action) => {
    const connector = { ...CRM, maxInboundConnectionPercentagePerSource: percentage };
    const narrow = snapshotOf({ receiveConnectors: [connector] });
    expect(decideConnect(narrow, { ...CONNECT, counts: counts(0, open, ofSource) }).action).toBe(action);
  });

  test("unlimited is no limit, and the last free place is given", () => {
    const open = snapshotOf({
      receiveConnectors: [{ ...CRM, maxInboundConnection: "unlimited", maxInboundConnectionPerSource: "unlimited" }],
      transportConfig: { maxConnectionRatePerMinute: "unlimited" },
    });
    expect(decideConnect(open, { ...CONNECT, counts: counts(1e6, 1e6, 1e6) }).action).toBe("accept");
    expect(decideConnect(snapshot, { ...CONNECT, counts: counts(999, 99, 9) }).action).toBe("accept");
  });

  test("fqdn and banner of the connector replace the host's", () => {
    const named = snapshotOf({ receiveConnectors: [{ ...CRM, fqdn: "mail.contoso.com" }] });
    expect(decideConnect(named, CONNECT).reply.text).toMatch(/^mail\.contoso\.com ESMTP MAIL Service ready at /);
    const own = snapshotOf({ receiveConnectors: [{ ...CRM, banner: "220 Contoso relay" }] });
    expect(formatReply(decideConnect(own, CONNECT).reply)).toBe("220 Contoso relay");
  });

  test("an externally secured client is its principal from the start", () => {
    const secured = snapshotOf({
      receiveConnectors: [{ ...CRM, permissionGroups: ["ExchangeServers"], authMechanism: ["ExternalAuthoritative"] }],
    });
    const policy = decideConnect(secured, CONNECT).policy;
    expect(policy?.identity).toMatchObject({ kind: "externally-secured", authAs: "Internal" });
    expect(policy?.rights.granted.size).toBe(9);
  });
});
