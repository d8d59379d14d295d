import { type StateFixture, stateOf } from "../snapshot-fixture";
import { lintConfiguration } from "./lint-configuration";

const AT = Date.parse("2027-01-01T00:00:00Z");
const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const USERS = "NT AUTHORITY\\Authenticated Users";
const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";
const SUBMIT = "ms-Exch-SMTP-Submit";

/** Lints as `name property: message (lint)`; those of one connector alone have tests of their own. */
function lints(fixture: StateFixture): string[] {
  const found = lintConfiguration({ state: stateOf(fixture), at: AT });
  return found.map(({ name, message, lint }) => `${name}: ${message} (${lint})`);
}

const connectors = (...receiveConnectors: NonNullable<StateFixture["receiveConnectors"]>) => ({ receiveConnectors });

describe("ranges", () => {
  const net = { id: "net", remoteIpRanges: ["192.168.2.0/24"] };
  const halves = { id: "halves", remoteIpRanges: ["192.168.2.0/25", "192.168.2.128/25"] };

  test("a range that others cover never matches; what hides it, and what it does differently, is named", () => {
    expect(lints(connectors(net, { ...halves, permissionGroups: ["AnonymousUsers"] }))).toEqual([
      'net: remoteIpRanges[0] is 192.168.2.0/24: it never matches, hidden by "halves" (192.168.2.0/25), and the action differs (permissionGroups). (range-never-matches)',
    ]);
    expect(lints(connectors(net, halves))[0]).toContain("which does the same for its clients");
  });

  test("explicit entries, mechanisms and several who hide are told", () => {
    const upper = { id: "upper", remoteIpRanges: ["192.168.2.128/25"], authMechanism: ["None"] as const };
    const lower = { id: "lower", remoteIpRanges: ["192.168.2.0/25"] };
    const connectorPermissions = [{ connector: "lower", extendedRights: [SUBMIT] }];
    expect(lints({ ...connectors(net, lower, upper), connectorPermissions })).toEqual([
      'net: remoteIpRanges[0] is 192.168.2.0/24: it never matches, hidden by "lower" (192.168.2.0/25) and "upper" (192.168.2.128/25), and the action differs (permissions, authMechanism). (range-never-matches)',
    ]);
  });

  test("a range is not hidden while one local address or one client is left to it", () => {
    expect(lints(connectors(net, { ...halves, bindings: ["10.0.0.5:25"] }))).toEqual([]);
    expect(lints(connectors(net, { ...halves, remoteIpRanges: ["192.168.2.0-192.168.2.254"] }))).toEqual([]);
    expect(lints(connectors({ ...net, bindings: ["0.0.0.0:25", "0.0.0.0:587"] }, halves))).toEqual([]);
    expect(lints(connectors(net, { ...halves, enabled: false }))).toEqual([]);
    expect(lints(connectors({ ...net, enabled: false }, halves))).toEqual([]);
  });

  test("a specific address hides an equal range of the wildcard only where it is the only address bound", () => {
    const specific = { ...net, id: "specific", bindings: ["10.0.0.5:25"] };
    expect(lints(connectors(net, specific))).toEqual([]);
    expect(lints(connectors({ ...net, bindings: ["10.0.0.5:25"] }, { ...specific, id: "a" }))).toEqual([
      'net: remoteIpRanges[0] is 192.168.2.0/24: it never matches, hidden by "a" (192.168.2.0/24 on 10.0.0.5:25), which does the same for its clients. (range-never-matches)',
    ]);
  });

  test("IPv6 ranges are judged as IPv4 ones are", () => {
    const bindings = ["[::]:25"];
    const whole = { id: "whole", bindings, remoteIpRanges: ["2001:db8::/32"] };
    const parts = { id: "parts", bindings, remoteIpRanges: ["2001:db8::/33", "2001:db8:8000::/33"] };
    expect(lints(connectors(whole, parts))).toHaveLength(1);
  });

  test("what a newer connector of the stack took over in part is told", () => {
    const older = { ...net, id: "older", stack: "s", selectionRevision: 1 };
    const newer = { id: "newer", stack: "s", selectionRevision: 2, remoteIpRanges: ["192.168.2.128-192.168.3.10"] };
    expect(lints(connectors(older, newer))).toEqual([
      'older: remoteIpRanges[0] is 192.168.2.0/24: it has lost 192.168.2.128/25 to "newer", newer in the same stack with a range that partly overlaps. (range-partly-superseded)',
    ]);
    expect(lints(connectors(older, { ...newer, remoteIpRanges: ["192.168.2.0/24"] }))).toEqual([
      expect.stringMatching(/^older: .* never matches, hidden by "newer" \(192.168.2.0\/24\)/),
    ]);
  });

  test("a range inside another of its connector can go, unless another connector lies in between", () => {
    const both = { id: "both", remoteIpRanges: ["192.168.2.0/24", "192.168.2.8"] };
    expect(lints(connectors(both))).toEqual([
      "both: remoteIpRanges[1] is 192.168.2.8: 192.168.2.0/24 of this connector serves the same clients, so the range can go. (redundant-range)",
    ]);
    expect(lints(connectors(both, { id: "between", remoteIpRanges: ["192.168.2.0/28"] }))).toEqual([]);
    expect(lints(connectors(both, { id: "around", remoteIpRanges: ["192.168.0.0/16"] }))).toHaveLength(1);
  });

  test("of ranges that cover each other only so many are named as can go together", () => {
    const all = { id: "all", remoteIpRanges: ["192.168.2.0/24", "192.168.2.0/25", "192.168.2.128/25"] };
    expect(lints(connectors(all)).map((line) => line.slice(0, 22))).toEqual([
      "all: remoteIpRanges[1]",
      "all: remoteIpRanges[2]",
    ]);
  });
});

test("an expired connector is told", () => {
  expect(lints(connectors({ id: "old", expiresAt: "2026-12-01T00:00:00Z" }))).toEqual([
    "old: expiresAt has expired at 2026-12-01T00:00:00Z: the connector still serves its clients and grants nothing any more. (expired-connector)",
  ]);
});

describe("entries", () => {
  type Permission = NonNullable<StateFixture["connectorPermissions"]>[number];
  const EXTERNAL = { authMechanism: ["ExternalAuthoritative"], permissionGroups: ["ExchangeServers"] } as const;
  const LOGIN = { authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] } as const;
  const CERTIFICATE = Array(32).fill("AA").join(":");
  const accounts = {
    relayUsers: [
      { username: "crm", groups: ["senders"], clientCertificates: [CERTIFICATE] },
      { username: "erp", groups: ["printers"] },
    ],
    relayGroups: [{ name: "senders" }, { name: "printers" }, { name: "empty" }],
  };

  function lintsOf(
    connector: object,
    entries: readonly Partial<Permission>[],
    rest: StateFixture = accounts,
  ): string[] {
    const found = lints({
      ...rest,
      ...connectors({ id: "c", ...connector }),
      connectorPermissions: entries.map((entry) => ({ connector: "c", ...entry })),
    });
    return found.map((line) => line.replace(/^c: /, ""));
  }

  test.each([
    { who: ANONYMOUS, on: EXTERNAL, rights: [SUBMIT], why: /^Allow of .* never counts: authMechanism holds External/ },
    { who: ANONYMOUS, on: {}, rights: [SUBMIT], why: undefined },
    { who: "MS Exchange\\Externally Secured Servers", on: {}, why: /authMechanism lacks ExternalAuthoritative/ },
    { who: "MS Exchange\\Partner Servers", on: {}, why: /domainSecureEnabled is false/ },
    { who: "Exchange Servers", on: LOGIN, why: /no client can have that identity here/ },
    { who: USERS, on: { authMechanism: ["None"] }, why: /authMechanism is None, so nobody can log in/ },
    { who: USERS, on: EXTERNAL, why: /authMechanism is ExternalAuthoritative, so nobody can log in/ },
    { who: USERS, on: { authMechanism: ["Tls"] }, why: undefined },
    { who: "crm", on: { authMechanism: ["Tls"] }, why: undefined },
    { who: "senders", on: { authMechanism: ["Tls"] }, why: undefined },
    {
      who: "erp",
      on: { authMechanism: ["Tls"] },
      why: /lacks BasicAuth, and no account meant has a client certificate/,
    },
    { who: "printers", on: { authMechanism: ["Tls"] }, why: /no account meant has a client certificate/ },
    { who: "empty", on: LOGIN, why: undefined },
  ])("$who on $on.authMechanism", ({ who, on, rights = [RELAY], why }) => {
    const found = lintsOf(on, [{ principal: who, extendedRights: rights }]).filter((line) => line.includes("-entry"));
    expect(found).toEqual(why === undefined ? [] : [expect.stringMatching(why)]);
  });

  test("partners need a list of their domains", () => {
    const entry = { principal: "MS Exchange\\Partner Servers", extendedRights: [RELAY] };
    const secure = { authMechanism: ["Tls"], domainSecureEnabled: true, permissionGroups: ["Partners"] };
    expect(lintsOf(secure, [entry])).toEqual([expect.stringContaining("tlsReceiveDomainSecureList of the Transport")]);
    expect(lintsOf(secure, [entry], { transportConfig: { tlsReceiveDomainSecureList: ["fabrikam.com"] } })).toEqual([]);
  });

  test("the connector's own lint tells of anonymous relay beside ExternalAuthoritative, and nothing tells it twice", () => {
    expect(lintsOf(EXTERNAL, [{}]).filter((line) => line.includes("method"))).toHaveLength(1);
    expect(lintsOf(EXTERNAL, [{}]).filter((line) => line.includes("unreachable"))).toEqual([]);
  });

  test("an expired Allow is told, and gives nothing that would make another redundant", () => {
    const expired = { principal: USERS, extendedRights: [RELAY], expiresAt: "2026-12-01T00:00:00Z" };
    expect(lintsOf(LOGIN, [expired, { principal: "crm", extendedRights: [RELAY] }])).toEqual([
      `Allow of ${RELAY} for ${USERS} grants nothing any more: it has expired at 2026-12-01T00:00:00Z. (expired-entry)`,
    ]);
  });

  test("a right that a group, or all who log in, have already is redundant", () => {
    const group = { ...LOGIN, permissionGroups: ["ExchangeUsers"] };
    expect(lintsOf(group, [{ principal: "crm", extendedRights: [RELAY] }])).toEqual([
      `Allow of ${RELAY} for crm: ${RELAY} is granted already by the group ExchangeUsers, so it can go. (redundant-entry)`,
    ]);
    const both = ["ms-Exch-SMTP-Accept-Any-Sender", RELAY];
    expect(lintsOf(group, [{ principal: "crm", extendedRights: both }])).toEqual([
      expect.stringContaining(`so ${RELAY} can go. (redundant-entry)`),
    ]);
    const wider = { principal: USERS, extendedRights: [RELAY] };
    expect(lintsOf(LOGIN, [{ principal: "senders", extendedRights: [RELAY] }, wider])).toEqual([
      expect.stringContaining(`is granted already by the Allow for ${USERS}, so it can go. (redundant-entry)`),
    ]);
    expect(
      lintsOf(LOGIN, [
        { principal: "crm", extendedRights: [RELAY] },
        { ...wider, principal: "erp" },
      ]),
    ).toEqual([]);
  });

  test("what ends sooner makes nothing redundant that lasts", () => {
    const wider = { principal: USERS, extendedRights: [RELAY], expiresAt: "2027-02-01T00:00:00Z" };
    expect(lintsOf(LOGIN, [wider, { principal: "crm", extendedRights: [RELAY] }])).toEqual([]);
    expect(lintsOf(LOGIN, [wider, { ...wider, principal: "crm" }])).toHaveLength(1);
  });

  test("a right that is denied to the same sessions anyway is told", () => {
    const allow = { principal: "crm", extendedRights: [RELAY] };
    const deny = { principal: USERS, access: "Deny", extendedRights: [RELAY] } as const;
    expect(lintsOf(LOGIN, [allow, deny])).toEqual([
      `Allow of ${RELAY} for crm: ${RELAY} is denied by the Deny for ${USERS}, so it can go. (denied-entry)`,
    ]);
    expect(
      lintsOf(LOGIN, [
        { ...allow, principal: USERS },
        { ...deny, principal: "crm" },
      ]),
    ).toEqual([]);
  });

  test("a Deny that takes nothing away is told; one that takes from a group of the account is not", () => {
    const deny = { principal: "crm", access: "Deny", extendedRights: [RELAY] } as const;
    expect(lintsOf(LOGIN, [deny])).toEqual([
      `Deny of ${RELAY} for crm: ${RELAY} is granted to none of its sessions, so it can go. (idle-deny)`,
    ]);
    expect(lintsOf(LOGIN, [deny, { principal: "senders", extendedRights: [RELAY] }])).toEqual([]);
    expect(lintsOf(LOGIN, [deny, { principal: "printers", extendedRights: [RELAY] }])).toHaveLength(1);
    expect(lintsOf({ ...LOGIN, permissionGroups: ["ExchangeUsers"] }, [deny])).toEqual([]);
  });
});

describe("accepted domains", () => {
  type Domain = readonly [name: string, matchSubDomains?: boolean, type?: "ExternalRelay"];
  const covered = (...domains: readonly Domain[]) =>
    lints({
      transportConfig: { postmaster: "postmaster@contoso.com" },
      acceptedDomains: domains.map(([domainName, matchSubDomains = false, domainType = "Authoritative" as const]) => {
        return { domainName, matchSubDomains, domainType };
      }),
    }).map((line) => line.replace(/: domainName is .*?: /, ": "));

  test.each<{ domains: readonly Domain[]; says: readonly string[] }>([
    { domains: [["contoso.com"], ["crm.contoso.com"]], says: [] },
    {
      domains: [["contoso.com", true], ["crm.contoso.com"]],
      says: [
        "crm.contoso.com: contoso.com with matchSubDomains accepts the same as Authoritative, so it can go. (covered-domain)",
      ],
    },
    {
      domains: [["*.contoso.com"], ["crm.contoso.com", true]],
      says: ["crm.contoso.com: *.contoso.com accepts the same as Authoritative, so it can go. (covered-domain)"],
    },
    { domains: [["*.contoso.com"], ["contoso.com"]], says: [] },
    {
      domains: [["*.contoso.com"], ["contoso.com", true]],
      says: [expect.stringMatching(/^\*\.contoso\.com: /) as never],
    },
    {
      domains: [
        ["contoso.com", true],
        ["crm.contoso.com", false, "ExternalRelay"],
      ],
      says: [],
    },
    {
      domains: [["contoso.com", true], ["*.crm.contoso.com", false, "ExternalRelay"], ["a.crm.contoso.com"]],
      says: [],
    },
  ])("$domains", ({ domains, says }) => {
    expect(covered(...domains)).toEqual(says);
  });

  test("one that covers strangers' domains makes no other redundant, and the name of <postmaster> stays", () => {
    const acceptedDomains = [
      { domainName: "*", allowWideRelay: "test" },
      { domainName: "contoso.com" },
      { domainName: "fabrikam.com" },
    ];
    expect(lints({ acceptedDomains })).toEqual([]);
    const below = [{ domainName: "contoso.com", matchSubDomains: true }, { domainName: "a.contoso.com" }];
    expect(lints({ acceptedDomains: below })).toEqual([]);
    expect(lints({ acceptedDomains: below, transportConfig: { postmaster: "a@contoso.com" } })).toHaveLength(1);
    const bare = { ...connectors({ id: "c", defaultDomain: "a.contoso.com" }), acceptedDomains: below };
    expect(lints({ ...bare, transportConfig: { postmaster: "a@contoso.com" } })).toEqual([]);
  });
});

test("a send connector that loses every space to others carries nothing", () => {
  const cheap = { name: "Cheap", addressSpaces: ["SMTP:*;1"] };
  const dear = { name: "Dear", addressSpaces: ["SMTP:*;10"] };
  expect(lints({ sendConnectors: [dear, cheap] })).toEqual([
    'Dear: addressSpaces is SMTP:*;10: no mail goes this way, it loses * to "Cheap". (idle-send-connector)',
  ]);
  expect(lints({ sendConnectors: [dear, { ...cheap, enabled: false }] })).toEqual([]);
  expect(lints({ sendConnectors: [{ ...dear, addressSpaces: ["SMTP:*;10", "SMTP:a.example;10"] }, cheap] })).toEqual(
    [],
  );
  expect(lints({ sendConnectors: [cheap, { ...cheap, name: "Alike" }] })).toEqual([
    expect.stringMatching(/^Cheap: .*to "Alike"/),
  ]);
});
