import { NOT_SUPPORTED } from "./fields/not-supported";
import { settle } from "./settle";
import { CRM, EXAMPLES, failuresOf } from "./settle-examples";
import type { Kind } from "./settings";

function messagesOf(kind: Kind, input: unknown): string[] {
  const parsed = settle(kind, input);
  return parsed.ok ? [] : parsed.failures.map(({ message }) => message);
}

/** Parameters of Exchange that are no inputs here, as the cmdlets spell them. */
const EXCHANGE_NAMES = Object.entries(NOT_SUPPORTED).flatMap(([kind, parameters]) =>
  Object.entries(parameters).map(([name, why]) => ({ kind: kind as Kind, name, why })),
);

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
    { title: "a blank reason", input: { reason: "  " }, failure: "reason RELAY_TEXT_INVALID" },
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
      input: JSON.parse('{"__proto__":{"a":1}}') as object,
      failure: "__proto__ RELAY_PROPERTY_UNKNOWN",
    },
  ])("$title", ({ input, failure }) => {
    // Spread would set the prototype instead of keeping the key that JSON carried.
    const given = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(CRM), ...descriptors(input) });
    expect(failuresOf("ReceiveConnector", given)).toEqual([failure]);
    const [message] = messagesOf("ReceiveConnector", given);
    expect(message).toContain(failure.split(" ")[0]);
    expect(message).toMatch(/[.?]$/);
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
    { kind: "SendConnector", input: { smartHosts: [] }, failure: "smartHosts RELAY_SEND_CONNECTOR_RULE" },
    { kind: "ConnectorPermission", input: { extendedRights: [] }, failure: "extendedRights RELAY_LIST_INVALID" },
    {
      kind: "ConnectorPermission",
      input: { principal: "CONTOSO\\Everyone" },
      failure: "principal RELAY_PRINCIPAL_INVALID",
    },
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
    { name: "MessageRateLimit", hint: "write messageRateLimit." },
  ])("an unknown $name is answered with what is meant", ({ name, hint }) => {
    const [message] = messagesOf("ReceiveConnector", { ...CRM, [name]: 1 });
    expect(message).toBe(`ReceiveConnector has no property "${name}": ${hint}`);
  });

  test.each(EXCHANGE_NAMES)("Exchange's $name of $kind is refused with the reason", ({ kind, name, why }) => {
    const input = { ...EXAMPLES[kind], [name]: 1 };
    expect(failuresOf(kind, input)).toContain(`${name} RELAY_NOT_SUPPORTED`);
    expect(messagesOf(kind, input).join("\n")).toContain(`"${name}", although Exchange has: ${why}. Take it out.`);
  });

  test("C4 fails both properties, each with the values of both", () => {
    const input = { ...CRM, authMechanism: ["ExternalAuthoritative"], permissionGroups: ["AnonymousUsers"] };
    expect(failuresOf("ReceiveConnector", input)).toEqual([
      "authMechanism RELAY_EXTERNAL_NEEDS_GROUP",
      "permissionGroups RELAY_EXTERNAL_NEEDS_GROUP",
    ]);
    expect(messagesOf("ReceiveConnector", input)).toEqual([
      "authMechanism is ExternalAuthoritative and permissionGroups is AnonymousUsers: ExternalAuthoritative needs the group ExchangeServers: add it to permissionGroups.",
      "permissionGroups is AnonymousUsers and authMechanism is ExternalAuthoritative: add the group ExchangeServers, or take ExternalAuthoritative out.",
    ]);
  });

  test.each([undefined, null, 1, "x", [], () => 1])("%p is no settings at all", (input) => {
    expect(failuresOf("ReceiveConnector", input)).toEqual(["ReceiveConnector RELAY_TYPE_INVALID"]);
  });
});

function descriptors(input: object): PropertyDescriptorMap {
  return Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(input)));
}
