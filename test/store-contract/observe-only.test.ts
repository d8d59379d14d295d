import {
  answerProbe,
  buildSnapshot,
  compareWorlds,
  enforcedState,
  observedWidening,
  type RelayProbe,
  relayWorld,
  shadowState,
} from "../../model";
import { Rehearsal } from "./rehearsal";
import {
  connector,
  context,
  create,
  OTHER_STACK,
  owner,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  settings,
  START,
  update,
} from "./write-fixtures";

const WIDE = ["192.168.2.0/24"];
const NARROW = ["192.168.2.55-192.168.2.56"];
const DAY = 86_400_000;

const crm = (ranges: readonly string[], more: object = {}) => receiveConnector(connector("CRM", ranges, more));

/** CRM relays for a network, and is then to relay for two hosts: watched first. */
function observing(more: object = {}) {
  const host = new Rehearsal();
  const { id } = host.accept(create(crm(WIDE), owner("crm", "t"))).object;
  const { id: entry } = host.accept(create(permission(relayEntry(id)), owner("relay", "tr"))).object;
  host.accept(update(crm(NARROW, { observeOnly: true, ...more }), id, { token: "t" }));
  return { host, id, entry };
}

function probe(client: string, more: Partial<RelayProbe> = {}): RelayProbe {
  const session = { tls: false, identity: { kind: "anonymous" } } as const;
  const local = { address: "192.0.2.25", port: 25 };
  return { client, local, session, sender: "crm@contoso.com", recipient: "ada@example.net", ...more };
}

/** Verdicts as they are enforced, and as they would be. */
function verdicts({ state }: Rehearsal, client: string, now = START): readonly [enforced: string, shadow: string] {
  const answer = (world: typeof state) => answerProbe(relayWorld(world, { at: now }), probe(client)).verdict;
  return [answer(state), answer(shadowState(state))];
}

describe("a connector that is observed only", () => {
  it("goes on serving everybody as before, whatever its settings say now", () => {
    const { host, id } = observing();
    expect(host.connector(id).settings.remoteIpRanges).toEqual(NARROW);
    expect(verdicts(host, "192.168.2.55")).toEqual(["relay", "relay"]);
    expect(verdicts(host, "192.168.2.57")).toEqual(["relay", "refuse"]);
    expect(host.state.releases).toEqual([]);
    const snapshot = buildSnapshot(host.state, { at: START });
    const local = { address: "192.0.2.25", port: 25 };
    expect(snapshot.select(local, "192.168.2.57")?.range).toBe("192.168.2.0/24");
    expect(snapshot.shadow?.select(local, "192.168.2.57")).toBeUndefined();
    expect(snapshot.shadow?.shadow).toBeNull();
  });

  it("is the same in what impact looks at: nothing until observing ends, then what is narrowed", () => {
    const { host, id } = observing();
    const before = relayWorld(host.state, { at: START });
    const started = new Rehearsal();
    started.accept(create(crm(WIDE), owner("crm", "t")));
    started.accept(create(permission(relayEntry("id-1")), owner("relay", "tr")));
    expect(compareWorlds(relayWorld(started.state, { at: START }), before).rows).toEqual([]);
    host.accept(update(crm(NARROW), id, { token: "t" }));
    expect(host.connector(id).enforced).toBeUndefined();
    const { rows } = compareWorlds(before, relayWorld(host.state, { at: START + DAY }));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["narrowed"]));
    expect(verdicts(host, "192.168.2.57", START + DAY)).toEqual(["refuse", "refuse"]);
  });

  it("costs a snapshot nothing where nothing is observed", () => {
    const host = new Rehearsal();
    host.accept(create(crm(WIDE), owner("crm", "t")));
    expect(enforcedState(host.state)).toBe(host.state);
    expect(shadowState(host.state)).toBe(host.state);
    expect(buildSnapshot(host.state, { at: START }).shadow).toBeNull();
  });

  it("can be narrowed further and wider again, never beyond what is enforced", () => {
    const { host, id } = observing();
    host.accept(update(crm(["192.168.2.55"], { observeOnly: true }), id, { token: "t" }));
    host.accept(update(crm(["192.168.2.0/25"], { observeOnly: true }), id, { token: "t" }));
    const problem = host.refuse(update(crm(["192.168.0.0/16"], { observeOnly: true }), id, { token: "t" }));
    expect(problem).toMatchObject({ code: "RELAY_OBSERVE_WIDENS", property: "observeOnly" });
    expect(problem.detail).toMatch(
      /^ReceiveConnector "CRM" .* is observed only.*192\.168\.\d+\.\d+ on .*: refuse is enforced, (accept|relay) would be/,
    );
    expect(verdicts(host, "192.168.2.57")).toEqual(["relay", "relay"]);
  });

  it.each([
    [
      "a group more",
      { permissionGroups: ["AnonymousUsers", "ExchangeServers"], authMechanism: ["ExternalAuthoritative"] },
    ],
    ["larger messages", { maxMessageSize: 1024 ** 3 }],
    ["more recipients", { maxRecipientsPerMessage: 10_000 }],
    ["another port", { bindings: ["0.0.0.0:25", "0.0.0.0:2525"] }],
  ])("is refused %s", (_what, more) => {
    const { host, id } = observing();
    const command = update(crm(NARROW, { observeOnly: true, ...more }), id, { token: "t" });
    expect(host.refuse(command).code).toBe("RELAY_OBSERVE_WIDENS");
    expect(host.refuse(update(crm(NARROW, { observeOnly: true, ...more }), id)).code).toBe("RELAY_OBSERVE_WIDENS");
  });

  it("is refused in the very write that would widen it", () => {
    const host = new Rehearsal();
    const { id } = host.accept(create(crm(NARROW), owner("crm", "t"))).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "tr")));
    expect(host.refuse(update(crm(WIDE, { observeOnly: true }), id, { token: "t" })).code).toBe("RELAY_OBSERVE_WIDENS");
    expect(host.connector(id).enforced).toBeUndefined();
  });

  it("takes changes of its entries as observed ones: what was allowed goes on, what would be more is refused", () => {
    const { host, id, entry } = observing();
    host.accept(remove("ConnectorPermission", entry, { token: "tr" }));
    expect(verdicts(host, "192.168.2.55")).toEqual(["relay", "refuse"]);
    host.accept(create(permission(relayEntry(id)), owner("relay", "tr2")));
    expect(verdicts(host, "192.168.2.55")).toEqual(["relay", "relay"]);
    const more = relayEntry(id, { extendedRights: ["ms-Exch-Bypass-Anti-Spam"] });
    const problem = host.refuse(create(permission(more), owner("spam", "ts")));
    expect(problem).toMatchObject({ code: "RELAY_OBSERVE_WIDENS", property: "extendedRights" });
    expect(problem.detail).toContain("more would hold of antiSpamBypassed");
  });

  it("keeps a deny entry that is taken away: removing it is refused", () => {
    const host = new Rehearsal();
    const { id } = host.accept(create(crm(WIDE), owner("crm", "t"))).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "tr")));
    const deny = relayEntry(id, { access: "Deny" });
    const { id: denied } = host.accept(create(permission(deny), owner("deny", "td"))).object;
    host.accept(update(crm(NARROW, { observeOnly: true }), id, { token: "t" }));
    expect(host.refuse(remove("ConnectorPermission", denied, { token: "td" })).code).toBe("RELAY_OBSERVE_WIDENS");
    expect(verdicts(host, "192.168.2.55")).toEqual(["refuse", "refuse"]);
  });

  it("counts time: what expires under enforcement may not go on when observing ends", () => {
    const host = new Rehearsal();
    const expiring = { expiresAt: "2026-12-01T00:00:00Z" };
    const { id } = host.accept(create(crm(WIDE, expiring), owner("crm", "t"))).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "tr")));
    const problem = host.refuse(update(crm(NARROW, { observeOnly: true }), id, { token: "t" }));
    expect(problem).toMatchObject({ code: "RELAY_OBSERVE_WIDENS" });
    expect(problem.detail).toContain("from 2026-12-01T00:00:00.000Z on");
    host.accept(update(crm(NARROW, { observeOnly: true, ...expiring }), id, { token: "t" }));
    const sooner = { expiresAt: "2026-11-25T00:00:00Z" };
    host.accept(update(crm(NARROW, { observeOnly: true, ...sooner }), id, { token: "t" }));
  });

  it("that is new takes clients from nobody until it is enforced", () => {
    const host = new Rehearsal();
    const all = receiveConnector(connector("Default", ["192.168.0.0/16"]));
    const { id: standard } = host.accept(create(all, owner("default", "td"))).object;
    host.accept(create(permission(relayEntry(standard)), owner("relay", "tr")));
    const { id } = host.accept(create(crm(WIDE, { observeOnly: true }), owner("crm", "t"))).object;
    expect(host.connector(id).enforced).toMatchObject({ settings: null, since: START });
    expect(verdicts(host, "192.168.2.57")).toEqual(["relay", "refuse"]);
    const relaying = permission(relayEntry(id));
    host.accept(create(relaying, owner("crm-relay", "tcr")));
    expect(verdicts(host, "192.168.2.57")).toEqual(["relay", "relay"]);
    host.accept(update(crm(WIDE), id, { token: "t" }));
    expect(host.connector(id).enforced).toBeUndefined();
  });

  it("has its words changed at once: name, comment, who answers for it", () => {
    const { host, id } = observing();
    const renamed = connector("CRM 2", NARROW, { observeOnly: true, comment: "watched", owner: "CRM team" });
    host.accept(update(receiveConnector(renamed), id, { token: "t" }));
    const enforced = enforcedState(host.state).receiveConnectors.get(id)?.settings;
    expect(enforced).toMatchObject({ name: "CRM 2", comment: "watched", owner: "CRM team", remoteIpRanges: WIDE });
    host.accept(create(receiveConnector(connector("CRM", ["10.0.0.1"])), owner("other", "to")));
  });

  it("goes with everything when it is deleted", () => {
    const { host, id, entry } = observing();
    host.accept(remove("ConnectorPermission", entry, { token: "tr" }));
    host.accept(remove("ReceiveConnector", id, { token: "t" }));
    expect(verdicts(host, "192.168.2.55")).toEqual(["refuse", "refuse"]);
    expect(enforcedState(host.state).connectorPermissions.size).toBe(0);
  });

  it("holds its ranges of before and of now against others", () => {
    const { host } = observing();
    const other = (ranges: readonly string[]) =>
      create(receiveConnector(connector("Other", ranges)), owner("other", "to", OTHER_STACK));
    for (const ranges of [WIDE, NARROW, ["192.168.2.200-192.168.3.5"], ["192.168.2.50-192.168.2.55"]]) {
      expect(host.refuse(other(ranges)).code).toBe("RELAY_RANGE_CONFLICT");
    }
    host.accept(other(["192.168.2.99"]));
    expect(verdicts(host, "192.168.2.99")).toEqual(["accept", "accept"].map(() => "refuse"));
  });

  it("gives no range up before it is enforced, and bridges the move then", () => {
    const { host, id } = observing();
    const { id: other } = host.accept(
      create(receiveConnector(connector("Other", ["10.0.0.1"])), owner("other", "to")),
    ).object;
    host.accept(update(receiveConnector(connector("Other", ["10.0.0.1", "10.0.0.2"])), other, { token: "to" }));
    expect(host.state.releases).toEqual([]);
    host.accept(update(crm(NARROW), id, { token: "t" }));
    expect(host.state.releases).toMatchObject([{ connectorId: id, ranges: WIDE }]);
  });

  it("by hand is enforced at once", () => {
    const { host, id } = observing();
    host.accept(update(crm(NARROW), id));
    expect(host.state.releases).toEqual([]);
    expect(verdicts(host, "192.168.2.57")).toEqual(["refuse", "refuse"]);
  });

  it("loses the rights of an account that goes, so that nobody inherits them by its name", () => {
    const host = new Rehearsal();
    const user = { kind: "RelayUser", settings: settings("RelayUser", { username: "crm" }) } as const;
    const { id: account } = host.accept(create(user, owner("user", "tu"))).object;
    const { id } = host.accept(create(crm(WIDE), owner("crm", "t"))).object;
    const rights = permission(relayEntry(id, { principal: "crm" }));
    const { id: entry } = host.accept(create(rights, owner("rights", "tr"))).object;
    host.accept(update(crm(NARROW, { observeOnly: true }), id, { token: "t" }));
    host.accept(remove("ConnectorPermission", entry, { token: "tr" }));
    expect(enforcedState(host.state).connectorPermissions.size).toBe(1);
    host.accept(remove("RelayUser", account, { token: "tu" }));
    expect(enforcedState(host.state).connectorPermissions.size).toBe(0);
  });

  it("keeps no proof of ownership in what is enforced", () => {
    const { host, id } = observing();
    expect(JSON.stringify(host.connector(id).enforced)).not.toContain("tokenHash");
  });

  it("survives a repeated write of the same, and of the same stack's next run", () => {
    const { host, id } = observing();
    const again = host.accept(
      update(crm(NARROW, { observeOnly: true }), id, { token: "t" }),
      context({ now: START + DAY }),
    );
    expect(again.changed).toBe(false);
    host.accept(create(crm(NARROW, { observeOnly: true }), owner("crm", "t2")), context({ now: START + DAY }));
    expect(host.connector(id).enforced).toMatchObject({ since: START, settings: { remoteIpRanges: WIDE } });
    expect(observedWidening(host.state, START)).toBeUndefined();
  });

  it("may not take over from a connector that is not observed what ends there, however much later", () => {
    const host = new Rehearsal();
    const { id: office } = host.accept(create(receiveConnector(connector("Office", ["192.168.0.0/16"])), null)).object;
    host.accept(create(permission(relayEntry(office, { expiresAt: "2027-06-30T00:00:00Z" })), null));
    const { id } = host.accept(create(crm(NARROW), owner("crm", "t"))).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "tr")));
    const { code, detail } = host.refuse(update(crm(WIDE, { observeOnly: true }), id, { token: "t" }));
    expect(code).toBe("RELAY_OBSERVE_WIDENS");
    expect(detail).toMatch(/refuse is enforced, relay would be the answer from 2027-06-30T00:00:00/);
  });

  it("says so where more ends than a write can wait for, and refuses", () => {
    const host = new Rehearsal();
    const { id } = host.accept(create(crm(WIDE), owner("crm", "t"))).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "tr")));
    for (let index = 0; index < 101; index++) {
      const expiresAt = new Date(START + (30 + index) * DAY).toISOString();
      host.accept(create(receiveConnector(connector(`C${index}`, [`192.168.2.${100 + index}`], { expiresAt })), null));
    }
    const { code, detail } = host.refuse(update(crm(NARROW, { observeOnly: true }), id, { token: "t" }));
    expect(code).toBe("RELAY_OBSERVE_WIDENS");
    expect(detail).toMatch(/ends bit by bit at 101 moments, of which at most 100 are asked about/);
  });

  it("asks of a write only what expires for the clients that it bears on: many may be observed", () => {
    const host = new Rehearsal();
    const began = performance.now();
    for (let index = 0; index < 80; index++) {
      const expiresAt = new Date(START + (30 + index) * DAY).toISOString();
      const observed = (ranges: readonly string[], observeOnly: boolean) =>
        receiveConnector(connector(`C${index}`, ranges, { expiresAt, observeOnly }));
      const { id } = host.accept(create(observed([`10.0.${index}.0/24`], false), owner(`c${index}`, "t"))).object;
      host.accept(create(permission(relayEntry(id)), owner(`r${index}`, "tr")));
      host.accept(update(observed([`10.0.${index}.5`], true), id, { token: "t" }));
    }
    // A comparison for each end of each of them took a quarter of a minute.
    expect(performance.now() - began).toBeLessThan(6000);
  });
});
