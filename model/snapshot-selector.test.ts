import { connected, CONNECT, MAIL, RCPT, submitted } from "./decide/conversation-fixture";
import { decideAuthenticated } from "./decide/decide-authenticated";
import { decideConnect } from "./decide/decide-connect";
import { decideMail } from "./decide/decide-mail";
import { decideRcpt } from "./decide/decide-rcpt";
import { CONNECTOR_DEFAULTS, type ConnectorFixture, snapshotOf } from "./snapshot-fixture";
import type { Release } from "./stored-object";

const LOCAL = { address: "10.0.0.5", port: 25 };
const CRM = ["192.168.2.55-192.168.2.56"];

const WIDE: ConnectorFixture = { id: "default", permissionGroups: ["AnonymousUsers"] };
const RELAYING = {
  ...CONNECTOR_DEFAULTS,
  name: "old",
  remoteIpRanges: CRM,
  permissionGroups: ["AnonymousUsers", "ExchangeServers"],
  authMechanism: ["ExternalAuthoritative"],
} as const;

function release(parts: Partial<Release> = {}): Release {
  return { connectorId: "old", settings: RELAYING, ranges: CRM, stack: "s", revision: 5, until: 30_000, ...parts };
}

function winner(snapshot: ReturnType<typeof snapshotOf>, client = "192.168.2.55") {
  return snapshot.select(LOCAL, client)?.connector.name;
}

describe("select", () => {
  test("takes the smallest range, whatever the spelling of the client", () => {
    const snapshot = snapshotOf({ receiveConnectors: [WIDE, { id: "crm", remoteIpRanges: CRM }] });
    expect(winner(snapshot)).toBe("crm");
    expect(winner(snapshot, "::ffff:192.168.2.56")).toBe("crm");
    expect(winner(snapshot, "192.168.2.57")).toBe("default");
    expect(winner(snapshot, "2001:db8::1")).toBeUndefined();
    expect(winner(snapshot, "nonsense")).toBeUndefined();
  });

  test("leaves disabled connectors out, but knows them", () => {
    const snapshot = snapshotOf({ receiveConnectors: [{ ...WIDE, enabled: false }] });
    expect(winner(snapshot)).toBeUndefined();
    expect(snapshot.connectors.get("default")?.settings.enabled).toBe(false);
  });

  test("between connectors of one stack the newer takes over, and the older is known as superseded", () => {
    const one = { id: "one", stack: "s", remoteIpRanges: CRM, selectionRevision: 1 };
    const two = { id: "two", stack: "s", remoteIpRanges: CRM, selectionRevision: 2 };
    const snapshot = snapshotOf({ receiveConnectors: [one, two] });
    expect(winner(snapshot)).toBe("two");
    expect([...snapshot.supersededConnectors]).toEqual(["one"]);
    expect(
      snapshot
        .candidates(LOCAL, "192.168.2.55")
        .map(({ connector, outcome, supersededBy }) => [connector.id, outcome, supersededBy]),
    ).toEqual(
      expect.arrayContaining([
        ["two", "chosen", null],
        ["one", "superseded", "two"],
      ]),
    );
  });
});

describe("a held range", () => {
  test("keeps its old connector until the moment it ends, also in a snapshot built before", () => {
    const parts = { receiveConnectors: [WIDE], releases: [release()] };
    const snapshot = snapshotOf(parts);
    expect(snapshot.nextChangeAt).toBe(30_000);
    expect(winner(snapshot)).toBe("old");
    expect(winner(snapshotOf(parts, 30_000))).toBe("default");
    expect(snapshotOf(parts, 30_000).nextChangeAt).toBeNull();
    expect(decideConnect(snapshot, { ...CONNECT, at: 29_999 }).by.connectorName).toBe("old");
    expect(decideConnect(snapshot, { ...CONNECT, at: 30_000 }).by.connectorName).toBe("default");
  });

  test("grants what both sides grant, and answers the rest of either for a moment", () => {
    const successor: ConnectorFixture = {
      ...WIDE,
      authMechanism: ["ExternalAuthoritative"],
      permissionGroups: ["ExchangeServers"],
    };
    const narrow = snapshotOf({
      receiveConnectors: [successor],
      connectorPermissions: [
        { connector: "default", principal: "MS Exchange\\Externally Secured Servers", access: "Deny" },
      ],
      releases: [release()],
    });
    const decision = decideRcpt(submitted(connected(narrow)), RCPT);
    expect(decision).toMatchObject({
      action: "reject",
      reason: "range-released",
      reply: { code: 451, enhancedCode: "4.3.2", text: "Configuration is changing, try again" },
      by: { connectorId: "old" },
    });
    const both = snapshotOf({ receiveConnectors: [successor], releases: [release()] });
    expect(decideRcpt(submitted(connected(both)), RCPT)).toMatchObject({ action: "accept", reason: "relay-right" });
  });

  test("takes mail for our own users all along, where strangers may send it afterwards", () => {
    const parts = {
      receiveConnectors: [WIDE],
      acceptedDomains: [{ domainName: "contoso.com" }],
      releases: [release()],
    };
    const transaction = submitted(connected(snapshotOf(parts)));
    expect(decideRcpt(transaction, { ...RCPT, address: "user@contoso.com" }).reason).toBe("accepted-domain");
    expect(decideRcpt(transaction, RCPT).reason).toBe("range-released");
  });

  test("with nobody behind it has no rights, and refuses nothing for good", () => {
    const session = connected(snapshotOf({ releases: [release()] }));
    expect(decideMail(session, session.snapshot, MAIL)).toMatchObject({
      reason: "range-released",
      reply: { code: 451 },
    });
  });

  test("keeps its port open until it ends", () => {
    const settings = { ...RELAYING, bindings: ["0.0.0.0:2525"] };
    const parts = {
      receiveConnectors: [WIDE, { id: "off", enabled: false, bindings: ["0.0.0.0:26"] }],
      releases: [release({ settings })],
    };
    expect(snapshotOf(parts).bindings).toEqual(["0.0.0.0:25", "0.0.0.0:2525"]);
    expect(snapshotOf(parts, 30_000).bindings).toEqual(["0.0.0.0:25"]);
  });

  test("yields to an equal and to a smaller declared range", () => {
    for (const remoteIpRanges of [CRM, ["192.168.2.55"]]) {
      const snapshot = snapshotOf({ receiveConnectors: [WIDE, { id: "new", remoteIpRanges }], releases: [release()] });
      expect(winner(snapshot)).toBe("new");
    }
  });

  test("a session pinned before goes on with less, one pinned during has to come again afterwards", () => {
    const old: ConnectorFixture = { ...RELAYING, id: "old", stack: "s" };
    const before = connected(snapshotOf({ receiveConnectors: [WIDE, old] }));
    const moving = snapshotOf({
      revision: 5,
      receiveConnectors: [WIDE, { ...old, remoteIpRanges: ["10.9.9.9"] }],
      releases: [release()],
    });
    const { transaction } = decideMail(before, moving, MAIL);
    expect(transaction && decideRcpt(transaction, RCPT).reason).toBe("range-released");
    const during = connected(moving);
    const back = snapshotOf({ revision: 6, receiveConnectors: [WIDE, old] });
    expect(decideMail(during, back, MAIL)).toMatchObject({ action: "close", reason: "winner-changed" });
    expect(decideMail(during, moving, { ...MAIL, at: 30_000 })).toMatchObject({ action: "close" });
  });

  test("is shown first among the candidates", () => {
    const snapshot = snapshotOf({ receiveConnectors: [WIDE], releases: [release()] });
    expect(snapshot.candidates(LOCAL, "192.168.2.55")).toMatchObject([
      { connector: { id: "old" }, isHeld: true, outcome: "chosen" },
      { connector: { id: "default" }, isHeld: false, outcome: "less-specific" },
    ]);
  });
});

describe("withheld relay", () => {
  const connector: ConnectorFixture = {
    id: "c",
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls", "BasicAuth"],
  };
  const snapshot = snapshotOf({
    receiveConnectors: [{ ...connector, relayLimitedTo: ["192.168.2.55"] }],
    connectorPermissions: [{ connector: "c" }],
  });

  test("is withheld outside the ranges that had it before, with its own reason", () => {
    const reasonFor = (client: string) => decideRcpt(submitted(connected(snapshot, { client })), RCPT);
    expect(reasonFor("192.168.2.55").reason).toBe("relay-right");
    expect(reasonFor("203.0.113.9")).toMatchObject({
      reason: "wide-relay-withheld",
      reply: { code: 550 },
      by: { entry: "permission-0" },
    });
  });

  test("is not withheld from who authenticates", () => {
    const withUsers = {
      ...connector,
      permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
      relayLimitedTo: [],
    } as const;
    const open = snapshotOf({ receiveConnectors: [withUsers], connectorPermissions: [{ connector: "c" }] });
    const stranger = connected(open);
    const credentials = {
      outcome: "good",
      account: "crm",
      groups: [],
      allowedSenders: new Set(["fabrikam.com"]),
    } as const;
    const user = decideAuthenticated(stranger, credentials).policy;
    expect(decideRcpt(submitted(stranger), RCPT).reason).toBe("wide-relay-withheld");
    expect(user && decideRcpt(submitted(user), RCPT).reason).toBe("relay-right");
  });
});
