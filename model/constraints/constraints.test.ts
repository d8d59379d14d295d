import type { ConnectorSubject, Surroundings } from "./constraint";
import { CONSTRAINTS } from "./constraints";

interface Case {
  readonly rule: string;
  readonly breaks: ConnectorSubject;
  readonly keeps: readonly ConnectorSubject[];
  readonly around?: Surroundings;
  /** Values that the message must name. */
  readonly names: readonly string[];
  /** Properties that fail; left out: one. */
  readonly on?: readonly string[];
}

const PEER = { name: "Other", bindings: ["0.0.0.0:25"], remoteIpRanges: ["10.0.0.0/24"] };

const CASES: readonly Case[] = [
  {
    rule: "C1",
    breaks: { authMechanism: ["None", "Tls"] },
    keeps: [{ authMechanism: ["None"] }, { authMechanism: ["Tls"] }],
    names: ["authMechanism", "None, Tls"],
  },
  {
    rule: "C1 (groups)",
    breaks: { permissionGroups: ["None", "Partners"] },
    keeps: [{ permissionGroups: ["None"] }, { permissionGroups: ["Partners"] }],
    names: ["permissionGroups", "None, Partners"],
  },
  {
    rule: "C2",
    breaks: { authMechanism: ["BasicAuthRequireTLS", "Tls"] },
    keeps: [{ authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] }, { authMechanism: ["BasicAuth"] }],
    names: ["authMechanism", "BasicAuthRequireTLS", "needs BasicAuth: add it"],
  },
  {
    rule: "C3",
    breaks: { authMechanism: ["ExternalAuthoritative", "BasicAuth", "Integrated"] },
    keeps: [{ authMechanism: ["ExternalAuthoritative", "Tls"] }, { authMechanism: ["BasicAuth"] }],
    names: ["authMechanism", "Integrated and BasicAuth"],
  },
  {
    rule: "C4",
    breaks: { authMechanism: ["ExternalAuthoritative"], permissionGroups: ["AnonymousUsers"] },
    keeps: [
      { authMechanism: ["ExternalAuthoritative"], permissionGroups: ["AnonymousUsers", "ExchangeServers"] },
      { authMechanism: ["Tls"], permissionGroups: ["AnonymousUsers"] },
    ],
    names: ["authMechanism is ExternalAuthoritative", "permissionGroups is AnonymousUsers", "ExchangeServers"],
    on: ["authMechanism", "permissionGroups"],
  },
  {
    rule: "C5",
    breaks: { requireTls: true, authMechanism: ["BasicAuth"] },
    keeps: [
      { requireTls: true, authMechanism: ["Tls"] },
      { requireTls: false, authMechanism: ["None"] },
    ],
    names: ["requireTls is true", "authMechanism is BasicAuth"],
  },
  {
    rule: "C6",
    breaks: { domainSecureEnabled: true, authMechanism: ["Tls", "ExternalAuthoritative"] },
    keeps: [
      { domainSecureEnabled: true, authMechanism: ["Tls"] },
      { domainSecureEnabled: false, authMechanism: ["None"] },
    ],
    names: ["domainSecureEnabled is true", "Tls, ExternalAuthoritative"],
  },
  {
    rule: "C7",
    breaks: { connectionInactivityTimeout: "00:10:00", connectionTimeout: "00:10:00" },
    keeps: [{ connectionInactivityTimeout: "00:09:59", connectionTimeout: "00:10:00" }],
    names: ["connectionInactivityTimeout is 00:10:00", "connectionTimeout is 00:10:00"],
  },
  {
    rule: "C8",
    breaks: { binaryMimeEnabled: true, chunkingEnabled: false },
    keeps: [
      { binaryMimeEnabled: true, chunkingEnabled: true },
      { binaryMimeEnabled: false, chunkingEnabled: false },
    ],
    names: ["binaryMimeEnabled is true", "chunkingEnabled is false"],
  },
  {
    rule: "C9",
    breaks: { authMechanism: ["ExchangeServer"], fqdn: "mail.contoso.com" },
    keeps: [
      { authMechanism: ["ExchangeServer"], fqdn: null },
      { authMechanism: ["ExchangeServer"], fqdn: "EX01.contoso.com" },
      { authMechanism: ["ExchangeServer"], fqdn: "ex01" },
      { authMechanism: ["Tls"], fqdn: "mail.contoso.com" },
    ],
    around: { serverNames: ["ex01.contoso.com", "EX01"] },
    names: ["fqdn is mail.contoso.com", "ex01.contoso.com or EX01"],
  },
  {
    rule: "C10",
    breaks: { permissionGroups: ["AnonymousUsers", "custom"] },
    keeps: [{ permissionGroups: ["AnonymousUsers"] }],
    names: ["permissionGroups holds Custom", "ConnectorPermission"],
  },
  {
    rule: "C11",
    breaks: { permissionGroups: ["ExchangeLegacyServers"] },
    keeps: [{ permissionGroups: ["ExchangeServers"], longAddressesEnabled: false }],
    around: { role: "edge" },
    names: ["permissionGroups holds ExchangeLegacyServers"],
  },
  {
    rule: "C12",
    breaks: { banner: "250 mail.contoso.com" },
    keeps: [{ banner: "220 mail.contoso.com ready" }, { banner: null }],
    names: ["banner is", "250 mail.contoso.com"],
  },
  {
    rule: "C13",
    breaks: { name: "CRM", bindings: ["192.0.2.1:25"], remoteIpRanges: ["10.0.0.128-10.0.1.0"] },
    keeps: [
      { name: "CRM", bindings: ["192.0.2.1:25"], remoteIpRanges: ["10.0.0.128"] },
      { name: "CRM", bindings: ["192.0.2.1:587"], remoteIpRanges: ["10.0.0.0/24"] },
    ],
    around: { peers: [PEER] },
    names: ["remoteIpRanges[0] is 10.0.0.128-10.0.1.0", "10.0.0.0/24 of Other"],
  },
  {
    rule: "C14",
    breaks: { maxHopCount: 501 },
    keeps: [{ maxHopCount: 500, maxProtocolErrors: "unlimited", tarpitInterval: "00:00:00" }, {}],
    names: ["maxHopCount is 501", "from 1 to 500"],
  },
];

test("every constraint has its case", () => {
  expect(CASES.map(({ rule }) => rule).sort()).toEqual(CONSTRAINTS.map(({ id }) => id).sort());
});

describe.each(CASES)("$rule", ({ rule, breaks, keeps, around = {}, names, on }) => {
  const constraint = CONSTRAINTS.find(({ id }) => id === rule)!;

  test("is broken with a message that names properties and values", () => {
    const failures = constraint.judge(breaks, around);
    expect(failures.map(({ property }) => property)).toEqual(on ?? [expect.any(String)]);
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: constraint.code });
      for (const name of names) expect(failure.message).toContain(name);
      expect(failure.message).toMatch(/\.$/);
    }
  });

  test("is kept", () => {
    for (const subject of keeps) expect(constraint.judge(subject, around)).toEqual([]);
  });

  test("is not judged of a connector of which nothing is known", () => {
    expect(constraint.judge({}, {})).toEqual([]);
  });
});

test("C11 holds for Edge only", () => {
  const constraint = CONSTRAINTS.find(({ id }) => id === "C11")!;
  expect(constraint.judge({ permissionGroups: ["ExchangeLegacyServers"] }, { role: "hub" })).toEqual([]);
  expect(constraint.judge({ longAddressesEnabled: true }, { role: "edge" })).toHaveLength(1);
});

test("C14 judges time spans and limits as their parameters do", () => {
  const constraint = CONSTRAINTS.find(({ id }) => id === "C14")!;
  const subject = {
    tarpitInterval: "00:05:00",
    maxInboundConnectionPerSource: 10_001,
    connectionTimeout: "1.00:00:01",
  };
  expect(constraint.judge(subject, {}).map(({ property }) => property)).toEqual([
    "connectionTimeout",
    "maxInboundConnectionPerSource",
    "tarpitInterval",
  ]);
});
