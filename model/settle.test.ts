import fc from "fast-check";
import { FIELDS } from "./fields/fields";
import { settle } from "./settle";
import type { Kind } from "./settings";

const CRM = { name: "CRM Application", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.55-192.168.2.56"] };

const EXAMPLES: { readonly [K in Kind]: Record<string, unknown> } = {
  ReceiveConnector: CRM,
  ConnectorPermission: {
    connector: "5e0d",
    principal: "nt authority\\anonymous logon",
    extendedRights: ["ms-exch-smtp-accept-any-recipient"],
  },
  AcceptedDomain: { domainName: "Contoso.com" },
  SendConnector: { name: "Internet", addressSpaces: ["*"], smartHosts: ["127.0.0.1:2526"] },
  TransportConfig: {},
};
const KINDS = Object.keys(EXAMPLES) as Kind[];

function settled(kind: Kind, input: unknown): unknown {
  const parsed = settle(kind, input);
  if (!parsed.ok) throw new Error(parsed.failures.map(({ message }) => message).join("\n"));
  return parsed.value;
}

function failuresOf(kind: Kind, input: unknown): string[] {
  const parsed = settle(kind, input);
  return parsed.ok ? [] : parsed.failures.map(({ property, code }) => `${property} ${code}`);
}

function messagesOf(kind: Kind, input: unknown): string[] {
  const parsed = settle(kind, input);
  return parsed.ok ? [] : parsed.failures.map(({ message }) => message);
}

describe("defaults", () => {
  test("the CRM connector gets Exchange's defaults, in the order of the field table", () => {
    expect(JSON.stringify(settled("ReceiveConnector", CRM))).toBe(
      JSON.stringify({
        name: "CRM Application",
        enabled: true,
        comment: "",
        bindings: ["0.0.0.0:25"],
        remoteIpRanges: ["192.168.2.55-192.168.2.56"],
        permissionGroups: ["None"],
        authMechanism: ["Tls"],
        requireTls: false,
        fqdn: null,
        banner: null,
        maxMessageSize: 37_748_736,
        maxHeaderSize: 262_144,
        maxRecipientsPerMessage: 200,
        maxHopCount: 30,
        maxProtocolErrors: 5,
        connectionTimeout: "00:10:00",
        connectionInactivityTimeout: "00:05:00",
        maxInboundConnection: 5000,
        maxInboundConnectionPerSource: 20,
        tarpitInterval: "00:00:05",
        protocolLoggingLevel: "None",
        allowWideRelay: null,
        owner: null,
        reason: null,
      }),
    );
  });

  test("host-wide settings need nothing", () => {
    expect(settled("TransportConfig", {})).toEqual({
      dialect: "classic",
      maxConnectionRatePerMinute: 12_000,
      maxRelayRefusals: 20,
      postmaster: null,
      messageExpiration: "2.00:00:00",
      trustedProxies: [],
      reason: null,
    });
  });

  test("null means left out, whatever the input", () => {
    const nulls = Object.fromEntries(Object.keys(FIELDS.ReceiveConnector).map((name) => [name, null]));
    expect(settled("ReceiveConnector", { ...nulls, ...CRM })).toEqual(settled("ReceiveConnector", CRM));
  });

  test("every missing input is named at once", () => {
    expect(failuresOf("ReceiveConnector", {})).toEqual([
      "name RELAY_PROPERTY_REQUIRED",
      "bindings RELAY_PROPERTY_REQUIRED",
      "remoteIpRanges RELAY_PROPERTY_REQUIRED",
    ]);
  });
});

describe("canonical form", () => {
  test.each<{ title: string; input: object; settles: object }>([
    {
      title: "flags are read without case, in Exchange's order, once each",
      input: { authMechanism: ["externalauthoritative", "TLS", "Tls"], permissionGroups: ["exchangeservers"] },
      settles: { authMechanism: ["Tls", "ExternalAuthoritative"], permissionGroups: ["ExchangeServers"] },
    },
    {
      title: "empty flags are None",
      input: { authMechanism: [], permissionGroups: [] },
      settles: { authMechanism: ["None"], permissionGroups: ["None"] },
    },
    {
      title: "ranges are sorted and in their shortest spelling",
      input: { remoteIpRanges: ["192.168.2.0(255.255.255.0)", "10.0.0.1/32", "10.0.0.1"] },
      settles: { remoteIpRanges: ["10.0.0.1", "192.168.2.0/24"] },
    },
    {
      title: "bindings are sorted",
      input: { bindings: ["[::]:25", "0.0.0.0:25", "0.0.0.0:25"] },
      settles: { bindings: ["0.0.0.0:25", "[::]:25"] },
    },
    {
      title: "limits may be unlimited in any case",
      input: { maxInboundConnection: "Unlimited", maxProtocolErrors: "UNLIMITED" },
      settles: { maxInboundConnection: "unlimited", maxProtocolErrors: "unlimited" },
    },
    {
      title: "time spans of a day have the day in front",
      input: { connectionTimeout: "1.00:00:00", tarpitInterval: "00:04:00" },
      settles: { connectionTimeout: "1.00:00:00", tarpitInterval: "00:04:00" },
    },
    {
      title: "sizes may have a unit and are stored as bytes",
      input: { maxMessageSize: "36 MB (37,748,736 bytes)", maxHeaderSize: "64KB" },
      settles: { maxMessageSize: 37_748_736, maxHeaderSize: 65_536 },
    },
    {
      title: "a host name is lower-case",
      input: { fqdn: "Relay.Contoso.com." },
      settles: { fqdn: "relay.contoso.com" },
    },
  ])("$title", ({ input, settles }) => {
    expect(settled("ReceiveConnector", { ...CRM, ...input })).toMatchObject(settles);
  });

  test("a permission is stored by the canonical names of principal and rights, sorted", () => {
    const rights = ["ms-Exch-SMTP-Submit", "MS-EXCH-SMTP-ACCEPT-AUTHORITATIVE-DOMAIN", "ms-exch-smtp-submit"];
    expect(
      settled("ConnectorPermission", { connector: "5e0d", principal: "S-1-5-7", extendedRights: rights }),
    ).toMatchObject({
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      access: "Allow",
      extendedRights: ["ms-Exch-SMTP-Accept-Authoritative-Domain-Sender", "ms-Exch-SMTP-Submit"],
    });
  });

  test("a send connector's spaces are sorted with their cost, its smart hosts keep their order", () => {
    expect(
      settled("SendConnector", {
        name: "Internet",
        addressSpaces: ["smtp:Fabrikam.com;5", "*", "SMTP:*;1"],
        smartHosts: ["b.contoso.com", "[2001:db8::1]:2525", "A.contoso.com:26", "b.contoso.com:25"],
      }),
    ).toMatchObject({
      addressSpaces: ["SMTP:*;1", "SMTP:fabrikam.com;5"],
      smartHosts: ["b.contoso.com:25", "[2001:db8::1]:2525", "a.contoso.com:26"],
      requireTls: true,
    });
  });
});

describe("refused, each on its property", () => {
  test.each<{ title: string; input: object; failure: string }>([
    { title: "a name over 64 characters", input: { name: "x".repeat(65) }, failure: "name RELAY_NAME_INVALID" },
    { title: "a name with a backslash", input: { name: "EX01\\CRM" }, failure: "name RELAY_NAME_INVALID" },
    { title: "a name with a line end", input: { name: "CRM\n" }, failure: "name RELAY_NAME_INVALID" },
    { title: "a name that ends with a space", input: { name: "CRM " }, failure: "name RELAY_NAME_INVALID" },
    { title: "an empty name", input: { name: "" }, failure: "name RELAY_NAME_INVALID" },
    { title: "half a surrogate pair", input: { comment: "\ud800" }, failure: "comment RELAY_TEXT_INVALID" },
    { title: "a tab in a comment", input: { comment: "a\tb" }, failure: "comment RELAY_TEXT_INVALID" },
    { title: "a C1 control", input: { owner: "a\u0085b" }, failure: "owner RELAY_TEXT_INVALID" },
    { title: "a comment over 4096", input: { comment: "x".repeat(4097) }, failure: "comment RELAY_TEXT_INVALID" },
    { title: "an empty reason", input: { allowWideRelay: "" }, failure: "allowWideRelay RELAY_TEXT_INVALID" },
    {
      title: "Custom as group",
      input: { permissionGroups: ["Custom"] },
      failure: "permissionGroups[0] RELAY_GROUP_CUSTOM",
    },
    {
      title: "Anonymous as group",
      input: { permissionGroups: ["Anonymous"] },
      failure: "permissionGroups[0] RELAY_CHOICE_INVALID",
    },
    {
      title: "Integrated",
      input: { authMechanism: ["Tls", "Integrated"] },
      failure: "authMechanism[1] RELAY_FLAG_NOT_SUPPORTED",
    },
    {
      title: "one text as flags",
      input: { authMechanism: "Tls, BasicAuth" },
      failure: "authMechanism RELAY_TYPE_INVALID",
    },
    {
      title: "None with others (C1)",
      input: { authMechanism: ["None", "Tls"] },
      failure: "authMechanism RELAY_NONE_NOT_ALONE",
    },
    {
      title: "None with other groups",
      input: { permissionGroups: ["None", "Partners"] },
      failure: "permissionGroups RELAY_NONE_NOT_ALONE",
    },
    {
      title: "C2",
      input: { authMechanism: ["BasicAuthRequireTLS"] },
      failure: "authMechanism RELAY_BASIC_AUTH_REQUIRE_TLS",
    },
    {
      title: "C4",
      input: { authMechanism: ["ExternalAuthoritative"] },
      failure: "authMechanism RELAY_EXTERNAL_NEEDS_GROUP",
    },
    { title: "C5", input: { requireTls: true, authMechanism: [] }, failure: "requireTls RELAY_REQUIRE_TLS_NEEDS_TLS" },
    {
      title: "C7",
      input: { connectionTimeout: "00:05:00" },
      failure: "connectionInactivityTimeout RELAY_TIMEOUTS_ORDER",
    },
    { title: "C12", input: { banner: "250 hello" }, failure: "banner RELAY_BANNER_INVALID" },
    { title: "a continued banner", input: { banner: "220-hello" }, failure: "banner RELAY_BANNER_INVALID" },
    {
      title: "a banner over 512 octets",
      input: { banner: `220 ${"x".repeat(507)}` },
      failure: "banner RELAY_TEXT_INVALID",
    },
    { title: "a fraction", input: { maxHopCount: 1.5 }, failure: "maxHopCount RELAY_NUMBER_INVALID" },
    { title: "a number outside its range", input: { maxHopCount: 501 }, failure: "maxHopCount RELAY_NUMBER_INVALID" },
    { title: "NaN", input: { maxHopCount: NaN }, failure: "maxHopCount RELAY_NUMBER_INVALID" },
    { title: "a number as text", input: { maxHopCount: "30" }, failure: "maxHopCount RELAY_TYPE_INVALID" },
    { title: "true as text", input: { enabled: "true" }, failure: "enabled RELAY_TYPE_INVALID" },
    {
      title: "a tarpit over 4 minutes",
      input: { tarpitInterval: "00:04:01" },
      failure: "tarpitInterval RELAY_TIME_SPAN_INVALID",
    },
    {
      title: "host bits",
      input: { remoteIpRanges: ["10.0.0.1", "10.0.0.1/24"] },
      failure: "remoteIpRanges[1] RELAY_ADDRESS_INVALID",
    },
    { title: "no ranges", input: { remoteIpRanges: [] }, failure: "remoteIpRanges RELAY_LIST_INVALID" },
    {
      title: "too many ranges",
      input: { remoteIpRanges: new Array(100_001) },
      failure: "remoteIpRanges RELAY_LIST_INVALID",
    },
    { title: "an unknown property", input: { colour: "red" }, failure: "colour RELAY_PROPERTY_UNKNOWN" },
    {
      title: "a prototype key",
      input: JSON.parse('{"__proto__":{"a":1}}'),
      failure: "__proto__ RELAY_PROPERTY_UNKNOWN",
    },
  ])("$title", ({ input, failure }) => {
    // Spread would set the prototype instead of keeping the key that JSON carried.
    const given = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(CRM), ...descriptors(input) });
    expect(failuresOf("ReceiveConnector", given)).toEqual([failure]);
  });

  test("everything wrong is reported at once", () => {
    const input = { ...CRM, name: "a\\b", maxHopCount: 0, remoteIpRanges: ["010.0.0.1", "10.1", "1.1.1.1"], Fqdn: "x" };
    expect(failuresOf("ReceiveConnector", input)).toEqual([
      "Fqdn RELAY_PROPERTY_UNKNOWN",
      "name RELAY_NAME_INVALID",
      "remoteIpRanges[0] RELAY_ADDRESS_INVALID",
      "remoteIpRanges[1] RELAY_ADDRESS_INVALID",
      "maxHopCount RELAY_NUMBER_INVALID",
    ]);
  });

  test.each<{ kind: Kind; input: object; failure: string }>([
    { kind: "AcceptedDomain", input: { domainName: "*" }, failure: "domainName RELAY_WIDE_DOMAIN" },
    { kind: "AcceptedDomain", input: { domainName: "*.com" }, failure: "domainName RELAY_WIDE_DOMAIN" },
    { kind: "AcceptedDomain", input: { domainName: "*.co.uk" }, failure: "domainName RELAY_WIDE_DOMAIN" },
    {
      kind: "AcceptedDomain",
      input: { domainName: "co.uk", matchSubDomains: true },
      failure: "domainName RELAY_WIDE_DOMAIN",
    },
    {
      kind: "AcceptedDomain",
      input: { domainName: "*.contoso.com", matchSubDomains: true },
      failure: "matchSubDomains RELAY_WILDCARD_SUB_DOMAINS",
    },
    {
      kind: "SendConnector",
      input: { addressSpaces: ["*;1", "*;2"] },
      failure: "addressSpaces RELAY_ADDRESS_SPACE_INVALID",
    },
    {
      kind: "SendConnector",
      input: { smartHosts: ["2001:db8::1"] },
      failure: "smartHosts[0] RELAY_SMART_HOST_INVALID",
    },
    { kind: "SendConnector", input: { smartHosts: [] }, failure: "smartHosts RELAY_LIST_INVALID" },
    { kind: "ConnectorPermission", input: { extendedRights: [] }, failure: "extendedRights RELAY_LIST_INVALID" },
    { kind: "ConnectorPermission", input: { principal: "Everyone" }, failure: "principal RELAY_PRINCIPAL_INVALID" },
    {
      kind: "ConnectorPermission",
      input: { extendedRights: ["Relay"] },
      failure: "extendedRights[0] RELAY_RIGHT_INVALID",
    },
    {
      kind: "TransportConfig",
      input: { trustedProxies: ["10.0.0.0/23"] },
      failure: "trustedProxies[0] RELAY_WIDE_PROXIES",
    },
    {
      kind: "TransportConfig",
      input: { trustedProxies: ["198.51.100.7"] },
      failure: "trustedProxies[0] RELAY_WIDE_PROXIES",
    },
    {
      kind: "TransportConfig",
      input: { trustedProxies: ["fd00::/63"] },
      failure: "trustedProxies[0] RELAY_WIDE_PROXIES",
    },
    { kind: "TransportConfig", input: { postmaster: "postmaster" }, failure: "postmaster RELAY_MAIL_ADDRESS_INVALID" },
  ])("$kind $input", ({ kind, input, failure }) => {
    expect(failuresOf(kind, { ...EXAMPLES[kind], ...input })).toEqual([failure]);
  });

  test("a reason makes wide domains and proxies good", () => {
    expect(failuresOf("AcceptedDomain", { domainName: "*", allowWideRelay: "lab" })).toEqual([]);
    expect(failuresOf("TransportConfig", { trustedProxies: ["0.0.0.0/0"], reason: "lab" })).toEqual([]);
  });

  test.each<{ name: string; hint: string }>([
    { name: "RemoteIPRanges", hint: "write remoteIpRanges." },
    { name: "AuthMechanisms", hint: "write authMechanism." },
    { name: "maxHopCont", hint: "did you mean maxHopCount?" },
    { name: "MessageRateLimit", hint: "it is an Exchange parameter that this version does not enforce; take it out." },
  ])("an unknown $name is answered with what is meant", ({ name, hint }) => {
    const [message] = messagesOf("ReceiveConnector", { ...CRM, [name]: 1 });
    expect(message).toBe(`ReceiveConnector has no property "${name}": ${hint}`);
  });

  test("C4 names both properties and their values", () => {
    const input = { ...CRM, authMechanism: ["ExternalAuthoritative"], permissionGroups: ["AnonymousUsers"] };
    expect(messagesOf("ReceiveConnector", input)).toEqual([
      "authMechanism is ExternalAuthoritative and permissionGroups is AnonymousUsers: ExternalAuthoritative needs the group ExchangeServers: add it to permissionGroups.",
    ]);
  });

  test.each([undefined, null, 1, "x", [], () => 1])("%p is no settings at all", (input) => {
    expect(failuresOf("ReceiveConnector", input)).toEqual(["ReceiveConnector RELAY_TYPE_INVALID"]);
  });
});

describe("values that are not known yet", () => {
  const LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const isUnknown = (value: unknown) => value === LATER;
  const preview = (kind: Kind, input: object) => settle(kind, { ...EXAMPLES[kind], ...input }, { isUnknown });

  test("pass untouched, whatever the property", () => {
    for (const name of Object.keys(FIELDS.ReceiveConnector)) {
      expect(preview("ReceiveConnector", { [name]: LATER })).toMatchObject({ ok: true, value: { [name]: LATER } });
    }
  });

  test("pass inside lists, whose known entries are still judged and spelt", () => {
    expect(preview("ReceiveConnector", { remoteIpRanges: ["10.0.0.1/32", LATER] })).toMatchObject({
      ok: true,
      value: { remoteIpRanges: ["10.0.0.1", LATER] },
    });
    expect(preview("ReceiveConnector", { remoteIpRanges: [LATER, "10.0.0.1/24"] })).toMatchObject({
      failures: [{ property: "remoteIpRanges[1]", code: "RELAY_ADDRESS_INVALID" }],
    });
  });

  test("switch off just the rules that need them", () => {
    const external = { authMechanism: ["ExternalAuthoritative"], permissionGroups: LATER };
    expect(preview("ReceiveConnector", external).ok).toBe(true);
    expect(preview("ReceiveConnector", { ...external, connectionTimeout: "00:00:01" })).toMatchObject({
      failures: [{ code: "RELAY_TIMEOUTS_ORDER" }],
    });
  });
});

describe("algebra", () => {
  const hostile = fc.oneof(
    fc.anything(),
    fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  );

  test("settle never throws, whatever it is given", () => {
    const record = (kind: Kind) =>
      fc.record(
        mapFields(kind, () => hostile),
        { requiredKeys: [] },
      );
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS).chain((kind) => fc.tuple(fc.constant(kind), fc.oneof(hostile, record(kind)))),
        ([kind, input]) => {
          const parsed = settle(kind, input);
          for (const failure of parsed.ok ? [] : parsed.failures) expect(failure.message).not.toMatch(/[\p{Cc}]/u);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a cycle is refused like any object", () => {
    const cycle: Record<string, unknown> = { ...CRM };
    cycle["comment"] = cycle;
    expect(failuresOf("ReceiveConnector", cycle)).toEqual(["comment RELAY_TYPE_INVALID"]);
  });

  const LISTS = {
    bindings: ["0.0.0.0:25", "[::]:25", "192.0.2.1:587", "[2001:DB8::1]:25"],
    remoteIpRanges: ["10.0.0.0/8", "10.0.0.1", "fd00::/8", "192.168.2.55-192.168.2.56", "10.0.0.1/32"],
    permissionGroups: ["anonymoususers", "ExchangeUsers", "Partners", "ExchangeServers"],
    authMechanism: ["tls", "BasicAuth", "BasicAuthRequireTLS"],
  };
  const shuffled = fc.record(
    Object.fromEntries(
      Object.entries(LISTS).map(([name, items]) => [
        name,
        fc
          .shuffledSubarray(items, { minLength: items.length })
          .chain((list) => fc.constant([...list, ...list.slice(0, 1)])),
      ]),
    ),
  );

  test("lists that are equal in any order settle equal", () => {
    const expected = settled("ReceiveConnector", { ...CRM, ...LISTS });
    fc.assert(
      fc.property(shuffled, (lists) => expect(settled("ReceiveConnector", { ...CRM, ...lists })).toEqual(expected)),
    );
  });

  test("settled settings settle to themselves", () => {
    fc.assert(
      fc.property(shuffled, (lists) => {
        const once = settled("ReceiveConnector", { ...CRM, ...lists });
        expect(JSON.stringify(settled("ReceiveConnector", once))).toBe(JSON.stringify(once));
      }),
    );
    for (const kind of KINDS) {
      const once = settled(kind, EXAMPLES[kind]);
      expect(settled(kind, once)).toEqual(once);
    }
  });
});

function descriptors(input: object): PropertyDescriptorMap {
  return Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(input)));
}

function mapFields<Value>(kind: Kind, make: () => Value): Record<string, Value> {
  return Object.fromEntries(Object.keys(FIELDS[kind]).map((name) => [name, make()]));
}
