import { HostCounters } from "./host-counters";
import { METRICS } from "./metric-catalogue";
import { Counter } from "./counter";

const reply = { code: 550, enhancedCode: "5.7.1", text: "Unable to relay" };

describe("HostCounters", () => {
  test("a refusal counts by connector, reply and reason, and by the right that was missing", () => {
    const counters = new HostCounters(() => new Set());
    const right = "ms-Exch-SMTP-Accept-Any-Recipient" as const;
    const answer = { connector: "CRM", action: "reject", reply } as const;
    counters.refused({ ...answer, reason: "no-relay-right", by: { right } });
    counters.refused({ ...answer, reply: { ...reply, code: 221 } });
    expect(counters.rejects.samples).toEqual([
      { labels: { connector: "CRM", code: "550", enhanced_code: "5.7.1", reason: "no-relay-right" }, value: 1 },
    ]);
    expect(counters.decisions.samples).toEqual([
      { labels: { connector: "CRM", right, decision: "refused" }, value: 1 },
    ]);
  });

  test("next hops are those of the configuration; all that DNS names are one", () => {
    const counters = new HostCounters(() => new Set(["smart.contoso.com:25"]));
    const attempt = { queueId: "Q", connector: "Out", seconds: 0.1 };
    const recipients = [{ address: "a@b", event: { type: "delivered", reply: "250" } }] as const;
    for (const nextHop of ["smart.contoso.com:25", "mx1.example:25", "mx2.example:25", null])
      counters.attempted({ ...attempt, nextHop, recipients });
    expect(counters.attempts.samples.map(({ labels, value }) => [labels["next_hop"], value])).toEqual([
      ["smart.contoso.com:25", 1],
      ["mx", 2],
      ["none", 1],
    ]);
  });

  test("series of connectors and smart hosts that are gone are forgotten", () => {
    const counters = new HostCounters(() => new Set(["old:25"]));
    for (const name of ["kept", "gone"]) counters.connected(name);
    counters.turnedAway({ connector: null, action: "close", reply: { ...reply, code: 421 } });
    counters.attempted({ queueId: "Q", connector: "Out", nextHop: "old:25", seconds: 1, recipients: [] });
    counters.prune({ receiveConnectors: new Set(["kept"]), smartHosts: new Set() });
    expect(counters.connections.samples.map(({ labels }) => labels["connector"])).toEqual(["kept", "none"]);
    expect(counters.attempts.samples).toEqual([]);
  });

  test("however many names there are, the series are not more than their bound", () => {
    const counter = new Counter(METRICS.relay_messages_accepted_total);
    for (let index = 0; index < 20_100; index++) counter.add([`c${index}`]);
    expect(counter.samples).toHaveLength(20_001);
    expect(counter.samples.at(-1)).toEqual({ labels: { connector: "other" }, value: 100 });
  });

  test("no metric is labelled by an address, and each has a sentence and a unit that its name ends with", () => {
    for (const [name, { help, labels, unit, type }] of Object.entries(METRICS)) {
      expect(name).toMatch(/^relay_[a-z_]+$/);
      expect(help).toMatch(/^[A-Z0-9].*[a-z0-9]\.$/);
      expect(name.endsWith("_total")).toBe(type === "counter");
      if (unit !== "") expect(name.replace(/_total$/, "")).toMatch(new RegExp(`_${unit}$`));
      expect(labels.filter((label) => /client|address|sender|recipient|ip$/.test(label))).toEqual([]);
    }
  });
});
