import type { PermissionEntry } from "./permission-groups";
import type { ReceiveConnectorSettings } from "./settings";
import { CONNECTOR_DEFAULTS } from "./snapshot-fixture";
import { judgeWideRelay, relayRanges, type RelaySubject } from "./wide-relay";

const RELAY: PermissionEntry = {
  entry: "permission-1",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};

function subject(
  settings: Partial<ReceiveConnectorSettings>,
  entries: readonly PermissionEntry[] = [RELAY],
): RelaySubject {
  return {
    connectorId: "c",
    settings: { ...CONNECTOR_DEFAULTS, name: "CRM", permissionGroups: ["AnonymousUsers"], ...settings },
    entries,
  };
}

const EXTERNAL = { permissionGroups: ["ExchangeServers"], authMechanism: ["ExternalAuthoritative"] } as const;
const V6 = { bindings: ["[::]:25"] };

describe("judgeWideRelay", () => {
  test.each<{ title: string; settings: Partial<ReceiveConnectorSettings>; wide: boolean; entries?: PermissionEntry[] }>(
    [
      { title: "everything", settings: {}, wide: true },
      { title: "two halves of everything", settings: { remoteIpRanges: ["0.0.0.0/1", "128.0.0.0/1"] }, wide: true },
      { title: "256 public addresses", settings: { remoteIpRanges: ["203.0.113.0/24"] }, wide: false },
      {
        title: "257 of them in two ranges",
        settings: { remoteIpRanges: ["203.0.113.0/24", "198.51.100.7"] },
        wide: true,
      },
      {
        title: "256 of them counted twice",
        settings: { remoteIpRanges: ["203.0.113.0/24", "203.0.113.7"] },
        wide: false,
      },
      { title: "all of 10/8", settings: { remoteIpRanges: ["10.0.0.0/8"] }, wide: false },
      { title: "a provider's customers", settings: { remoteIpRanges: ["100.64.0.0/10"] }, wide: true },
      { title: "an IPv6 network", settings: { ...V6, remoteIpRanges: ["2001:db8::/64"] }, wide: false },
      { title: "two IPv6 networks", settings: { ...V6, remoteIpRanges: ["2001:db8::/63"] }, wide: true },
      { title: "IPv4 clients behind NAT64", settings: { ...V6, remoteIpRanges: ["64:ff9b::/96"] }, wide: true },
      { title: "unique local addresses", settings: { ...V6, remoteIpRanges: ["fc00::/7"] }, wide: false },
      { title: "IPv6 that no binding serves", settings: { remoteIpRanges: ["::/0"] }, wide: false },
      { title: "a disabled connector", settings: { enabled: false }, wide: false },
      { title: "no Submit", settings: { permissionGroups: ["None"] }, wide: false },
      { title: "no relay right", settings: {}, entries: [], wide: false },
      { title: "a deny", settings: {}, entries: [RELAY, { ...RELAY, access: "Deny" }], wide: false },
      { title: "externally secured", settings: EXTERNAL, entries: [], wide: true },
      { title: "users who log in", settings: { permissionGroups: ["ExchangeUsers"] }, entries: [], wide: false },
      {
        title: "a right for accounts",
        settings: {},
        entries: [{ ...RELAY, principal: "NT AUTHORITY\\Authenticated Users" }],
        wide: false,
      },
    ],
  )("$title: $wide", ({ settings, entries, wide }) => {
    expect(judgeWideRelay([subject(settings, entries ?? [RELAY])])).toHaveLength(wide ? 1 : 0);
  });

  const NEW_YEAR = "2027-01-01T00:00:00Z";
  const AT = Date.parse(NEW_YEAR);

  test.each<{ title: string; given: RelaySubject; at: number; wide: boolean }>([
    {
      title: "an entry before its end",
      given: subject({}, [{ ...RELAY, expiresAt: NEW_YEAR }]),
      at: AT - 1,
      wide: true,
    },
    { title: "an expired entry", given: subject({}, [{ ...RELAY, expiresAt: NEW_YEAR }]), at: AT, wide: false },
    { title: "an expired connector", given: subject({ expiresAt: NEW_YEAR }), at: AT, wide: false },
    { title: "a connector before its end", given: subject({ expiresAt: NEW_YEAR }), at: AT - 1, wide: true },
  ])("$title: $wide", ({ given, at, wide }) => {
    expect(judgeWideRelay([{ ...given, at }])).toHaveLength(wide ? 1 : 0);
  });

  test.each<{ title: string; onlyRecipients: readonly string[]; wide: boolean }>([
    { title: "accepted domains only", onlyRecipients: ["contoso.com", "user@contoso.com"], wide: false },
    { title: "one domain that is not accepted", onlyRecipients: ["contoso.com", "example.org"], wide: true },
  ])("onlyRecipients with $title: $wide", ({ onlyRecipients, wide }) => {
    const given = subject({ onlyRecipients });
    const isAcceptedDomain = (domain: string) => domain === "contoso.com";
    expect(judgeWideRelay([{ ...given, isAcceptedDomain }])).toHaveLength(wide ? 1 : 0);
    expect(judgeWideRelay([given])).toHaveLength(1);
  });

  test("says who relays from how many addresses by which entries, and whether it is meant", () => {
    expect(judgeWideRelay([subject({ allowWideRelay: "honeypot" })])).toEqual([
      {
        connectorId: "c",
        name: "CRM",
        publicV4: 2n ** 32n - (2n ** 24n + 2n ** 20n + 2n ** 16n + 2n ** 24n + 2n ** 16n),
        publicV6: 0n,
        principal: "NT AUTHORITY\\ANONYMOUS LOGON",
        grantedBy: ["preset:AnonymousUsers", "permission-1"],
        allowed: true,
      },
    ]);
    expect(judgeWideRelay([subject(EXTERNAL, [])])).toMatchObject([
      { principal: "MS Exchange\\Externally Secured Servers", grantedBy: ["preset:ExchangeServers"], allowed: false },
    ]);
  });
});

describe("relayRanges", () => {
  const remoteIpRanges = ["192.168.2.0/24", "10.0.0.0/8", "::1"];

  test.each<[string, RelaySubject, string[]]>([
    ["relay on every bound range", subject({ remoteIpRanges }), ["10.0.0.0/8", "192.168.2.0/24"]],
    ["relay nowhere without the right", subject({ remoteIpRanges }, []), []],
    ["relay nowhere while disabled", subject({ remoteIpRanges, enabled: false }), []],
    [
      "only what is not withheld",
      { ...subject({ remoteIpRanges }), relayLimits: [["10.1.0.0/16", "192.168.2.55"], ["10.1.2.3"]] },
      ["10.1.2.3"],
    ],
    ["nothing when all is withheld", { ...subject({ remoteIpRanges }), relayLimits: [[]] }, []],
  ])("%s", (_title, given, ranges) => {
    expect(relayRanges(given)).toEqual(ranges);
  });
});
