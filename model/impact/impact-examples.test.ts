import { formatIpRange } from "../ip-range";
import { stateOf, type StateFixture } from "../snapshot-fixture";
import { compareWorlds } from "./compare-worlds";
import type { ImpactRow } from "./impact-report";
import { relayWorld, type RelayWorld } from "./relay-world";
import { upcomingChanges } from "./upcoming-changes";
import { whoCan } from "./who-can";
import { clearAuthWords } from "./words/clear-auth-words";

const CRM = {
  id: "crm",
  name: "CRM Application",
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  permissionGroups: ["AnonymousUsers"],
} as const;
const FRONTEND = {
  id: "frontend",
  name: "Default Frontend",
  remoteIpRanges: ["0.0.0.0/0"],
  permissionGroups: ["AnonymousUsers"],
} as const;
const RELAY = { connector: "crm" };

const STORY: StateFixture = {
  receiveConnectors: [FRONTEND, CRM],
  connectorPermissions: [RELAY],
  acceptedDomains: [{ domainName: "contoso.com" }],
};

function world(fixture: StateFixture, at = 0) {
  return relayWorld(stateOf({ ...STORY, ...fixture }), { at });
}

function summary({ kind, severity, severityReasons, box, before, after }: ImpactRow) {
  return {
    kind,
    severity,
    severityReasons,
    addresses: box.addresses.map(formatIpRange),
    sessions: box.sessions.map(({ tls, identity }) => `${identity.kind} ${tls ? "TLS" : "clear"}`),
    senders: box.senders.map(({ pattern }) => pattern),
    recipients: box.recipients.map(({ pattern }) => pattern),
    before: `${before.verdict} ${before.connector}`,
    after: `${after.verdict} ${after.connector} ${after.by.entry}`,
  };
}

const ANYBODY = {
  sessions: ["anonymous clear", "anonymous TLS"],
  senders: [{ kind: "other", except: [] }, { kind: "null" }],
};
const OUTSIDE = [{ kind: "other", except: ["contoso.com"], exceptKinds: ["literal"] }];

test("two addresses that become a /24 are one row of 254 that relay anew, and one whose mail moves", () => {
  const receiveConnectors = [FRONTEND, { ...CRM, remoteIpRanges: ["192.168.2.0/24"] }];
  const { rows } = compareWorlds(world({}), world({ receiveConnectors }));
  const addresses = ["192.168.2.0-192.168.2.54", "192.168.2.57-192.168.2.255"];
  expect(rows.map(summary)).toEqual([
    {
      kind: "widened",
      severity: "high",
      severityReasons: ["anonymous-relay", "any-sender-to-any-recipient"],
      addresses,
      ...ANYBODY,
      recipients: OUTSIDE,
      before: "refuse Default Frontend",
      after: "relay CRM Application permission-0",
    },
    {
      kind: "moved",
      severity: "low",
      severityReasons: [],
      addresses,
      ...ANYBODY,
      recipients: [{ kind: "postmaster" }, { kind: "domain", domain: "contoso.com", except: [] }],
      before: "accept Default Frontend",
      after: "accept CRM Application undefined",
    },
  ]);
});

test("public and private addresses that are new are two rows, the public one critical", () => {
  const { rows } = compareWorlds(world({}), world({ connectorPermissions: [RELAY, { connector: "frontend" }] }));
  const widened = rows.filter(({ kind }) => kind === "widened").map(summary);
  expect(widened.map(({ severity, addresses }) => [severity, addresses.includes("10.0.0.0/8")])).toEqual([
    ["critical", false],
    ["critical", true],
  ]);
  expect(widened.map(({ severityReasons }) => severityReasons)).toEqual([
    ["public-addresses", "anonymous-relay", "any-sender-to-any-recipient"],
    // Docker's gateways are private.
    ["anonymous-relay", "any-sender-to-any-recipient", "proxy-in-range"],
  ]);
});

test.each([
  { title: "one host", remoteIpRanges: ["10.0.0.1"], reasons: [] },
  { title: "a network", remoteIpRanges: ["10.0.0.0/30"], reasons: ["externally-secured-network"] },
])("externally secured $title", ({ remoteIpRanges, reasons }) => {
  const secured = {
    id: "app",
    remoteIpRanges,
    permissionGroups: ["ExchangeServers"],
    authMechanism: ["ExternalAuthoritative"],
  } as const;
  const { rows } = compareWorlds(world({}), world({ receiveConnectors: [FRONTEND, CRM, secured] }));
  const relay = rows.find(({ after }) => after.verdict === "relay");
  expect(relay?.severity).toBe("high");
  expect(relay?.severityReasons.filter((reason) => reason === "externally-secured-network")).toEqual(reasons);
});

test("a password that may be sent in clear is said to be", () => {
  const relayUsers = [{ username: "crm", allowedSenders: ["crm@contoso.com"] }];
  const login = { ...CRM, permissionGroups: ["ExchangeUsers"], authMechanism: ["Tls", "BasicAuth"] } as const;
  const { rows } = compareWorlds(
    world({ relayUsers, connectorPermissions: [], receiveConnectors: [FRONTEND] }),
    world({ relayUsers, connectorPermissions: [], receiveConnectors: [FRONTEND, login] }),
  );
  const clear = rows.filter(({ severityReasons }) => severityReasons.includes("password-in-clear"));
  expect(clear.flatMap(({ box }) => box.sessions.filter(({ tls }) => tls))).toEqual([]);
  expect(clear.some(({ after }) => after.verdict === "relay")).toBe(true);
});

test("where AUTH is newly offered in clear is told, whatever those who log in may do", () => {
  const login = (mechanisms: readonly string[]) => world({ receiveConnectors: [FRONTEND, loginBy(mechanisms)] });
  const loginBy = (authMechanism: readonly string[]) => ({ ...CRM, permissionGroups: [], authMechanism }) as never;
  const [protectedOnly, clear] = [
    ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    ["Tls", "BasicAuth"],
  ].map(login) as [RelayWorld, RelayWorld];
  const report = compareWorlds(protectedOnly, clear);
  expect(report.rows).toEqual([]);
  expect((report.clearAuth ?? []).map(clearAuthWords)).toEqual([
    'passwords may newly cross the network in clear: "CRM Application" offers AUTH without TLS to 2 addresses (192.168.2.55, 192.168.2.56), on 0.0.0.0:25',
  ]);
  expect(compareWorlds(clear, protectedOnly).clearAuth).toBeUndefined();
  expect(compareWorlds(clear, clear).clearAuth).toBeUndefined();
});

test("what somebody may no longer do is for information", () => {
  const { rows } = compareWorlds(world({}), world({ connectorPermissions: [] }));
  expect(rows.map(({ kind, severity, severityReasons }) => ({ kind, severity, severityReasons }))).toEqual([
    { kind: "narrowed", severity: "info", severityReasons: [] },
  ]);
});

test("side effects are told by their names", () => {
  const after = world({
    connectorPermissions: [RELAY, { connector: "crm", extendedRights: ["ms-Exch-Bypass-Anti-Spam"] }],
  });
  const [row, ...others] = compareWorlds(world({}), after).rows;
  expect(others.map(({ kind }) => kind)).toEqual(["side-effect"]);
  expect(row).toMatchObject({ kind: "side-effect", severity: "medium", changedEffects: ["antiSpamBypassed"] });
});

test("a permission that expires is a change to come, once", () => {
  const expiring = world({ connectorPermissions: [{ ...RELAY, expiresAt: "2027-01-31T00:00:00Z" }] });
  const at = Date.parse("2027-01-31T00:00:00Z");
  expect(upcomingChanges(expiring, { until: at - 1 })).toEqual([]);
  const [change, ...others] = upcomingChanges(expiring, { until: at });
  expect(others).toEqual([]);
  expect(change?.at).toBe(at);
  expect(change?.report.rows.map(({ kind, box }) => [kind, box.addresses.map(formatIpRange)])).toEqual([
    ["narrowed", ["192.168.2.55-192.168.2.56"]],
  ]);
});

test("mail that leaves elsewhere is told by the names of address spaces", () => {
  const to = (name: string, addressSpaces: readonly string[], smartHost: string) => ({
    name,
    addressSpaces,
    smartHosts: [smartHost],
  });
  const before = world({
    sendConnectors: [
      to("Internet", ["SMTP:*;1"], "10.0.0.1:25"),
      to("Partner", ["SMTP:fabrikam.com;1"], "10.0.0.2:25"),
    ],
  });
  const after = world({
    sendConnectors: [
      to("Internet", ["SMTP:*;1"], "10.0.0.1:25"),
      to("Partner", ["SMTP:*.fabrikam.com;1"], "10.0.0.2:25"),
    ],
  });
  const internet = { sendConnector: "Internet", nextHops: ["10.0.0.1:25"], tls: "Opportunistic" };
  const partner = { sendConnector: "Partner", nextHops: ["10.0.0.2:25"], tls: "Opportunistic" };
  expect(compareWorlds(before, after).routes).toEqual([
    { domains: ["fabrikam.com"], before: partner, after: internet },
    { domains: ["*.fabrikam.com"], before: internet, after: partner },
  ]);
  expect(compareWorlds(before, world({})).routes).toContainEqual({ domains: ["*"], before: internet, after: null });
});

test("whose PROXY header is believed is told", () => {
  const believing = (trustedProxies: readonly string[]) => world({ transportConfig: { trustedProxies } });
  const { proxies } = compareWorlds(believing(["10.0.0.0/30"]), believing(["10.0.0.2-10.0.0.5"]));
  expect([proxies.added.map(formatIpRange), proxies.removed.map(formatIpRange)]).toEqual([
    ["10.0.0.4/31"],
    ["10.0.0.0/31"],
  ]);
});

test("unknown values of the after side are passed on", () => {
  const unknowns = [{ object: 'ReceiveConnector "CRM Application"', property: "remoteIpRanges" }];
  const after = relayWorld(stateOf(STORY), { at: 0, unknowns });
  expect(compareWorlds(world({}), after).unknowns).toBe(unknowns);
});

test("who can relay is the two addresses of the CRM, as anybody to any stranger", () => {
  const grants = whoCan(world({}), { verdicts: ["relay"] });
  expect(grants.map(({ box }) => box.addresses.map(formatIpRange))).toEqual([["192.168.2.55-192.168.2.56"]]);
  expect(grants[0]?.box.recipients.map(({ pattern }) => pattern)).toEqual(OUTSIDE);
});
