import { answerProbe } from "./impact/answer-probe";
import { relayWorld } from "./impact/relay-world";
import { buildConfigDocument } from "./config-document";
import { parseConfigDocument } from "./config-document-parse";
import { configDocumentSchema } from "./config-document-schema";
import { configStateOf } from "./config-document-state";

const CRM = { name: "CRM", bindings: ["0.0.0.0:25"], permissionGroups: ["AnonymousUsers"] };
const RELAY = {
  connector: "CRM",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};
const ENFORCED = {
  settings: { ...CRM, remoteIpRanges: ["192.168.2.0/24"] },
  since: "2026-11-24T07:00:00Z",
  revision: 3,
  connectorPermissions: [RELAY],
};

function documentOf(enforced: object | undefined, more: object = {}, others: readonly object[] = []) {
  const observed = { ...CRM, remoteIpRanges: ["192.168.2.55"], observeOnly: true, ...more };
  const receiveConnectors = [enforced === undefined ? observed : { ...observed, enforced }, ...others];
  return parseConfigDocument({ formatVersion: 1, revision: 7, receiveConnectors });
}

function verdictOf(enforced: object | undefined, client: string): string {
  const parsed = documentOf(enforced);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  const session = { tls: false, identity: { kind: "anonymous" } } as const;
  const mail = { sender: "crm@contoso.com", recipient: "ada@example.net" };
  const world = relayWorld(configStateOf(parsed.value), { at: Date.UTC(2026, 10, 24) });
  return answerProbe(world, { client, local: { address: "0.0.0.0", port: 25 }, session, ...mail }).verdict;
}

test("a document says what is enforced while a connector is observed only, and that is what it means", () => {
  expect(verdictOf(ENFORCED, "192.168.2.57")).toBe("relay");
  expect(verdictOf({ ...ENFORCED, settings: null, connectorPermissions: [] }, "192.168.2.55")).toBe("refuse");
  expect(verdictOf(undefined, "192.168.2.57")).toBe("refuse");
});

test("writing it again says the same", () => {
  const parsed = documentOf(ENFORCED);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  const written = buildConfigDocument(configStateOf(parsed.value));
  expect(written.receiveConnectors[0]).toMatchObject({
    observeOnly: true,
    enforced: { since: ENFORCED.since, revision: 3 },
  });
  const again = parseConfigDocument(JSON.parse(JSON.stringify(written)));
  expect(again.ok && buildConfigDocument(configStateOf(again.value))).toEqual(written);
});

test.each([
  [
    "on a connector that is enforced",
    ENFORCED,
    { observeOnly: false },
    "receiveConnectors[0].enforced RELAY_PROPERTY_UNKNOWN",
  ],
  ["that is no object", 7, {}, "receiveConnectors[0].enforced RELAY_TYPE_INVALID"],
  [
    "with a mistyped key",
    { ...ENFORCED, setings: 1 },
    {},
    "receiveConnectors[0].enforced.setings RELAY_PROPERTY_UNKNOWN",
  ],
  [
    "without its beginning",
    { ...ENFORCED, since: undefined },
    {},
    "receiveConnectors[0].enforced.since RELAY_TIME_INVALID",
  ],
  [
    "with wrong settings",
    { ...ENFORCED, settings: { ...CRM, remoteIpRanges: ["10.0.0.300"] } },
    {},
    "receiveConnectors[0].enforced.settings.remoteIpRanges[0] RELAY_ADDRESS_INVALID",
  ],
  [
    "with a wrong entry",
    { ...ENFORCED, connectorPermissions: [{ ...RELAY, extendedRights: [] }] },
    {},
    expect.stringMatching(/^receiveConnectors\[0\]\.enforced\.connectorPermissions\[0\]\.extendedRights /),
  ],
])("what is enforced %s is refused under its path", (_what, enforced, more, failure) => {
  const parsed = documentOf(enforced as object, more);
  expect(parsed.ok ? [] : parsed.failures.map(({ property, code }) => `${property} ${code}`)).toEqual([failure]);
});

test("ranges of before conflict with others' too", () => {
  const other = { ...CRM, name: "Other", remoteIpRanges: ["192.168.2.0/24"] };
  const parsed = documentOf(ENFORCED, {}, [other]);
  expect(parsed.ok ? [] : parsed.failures.map(({ code }) => code)).toEqual([
    "RELAY_RANGE_CONFLICT",
    "RELAY_RANGE_CONFLICT",
  ]);
});

test("the schema knows it", () => {
  expect(JSON.stringify(configDocumentSchema())).toContain('"enforced":{"type":"object"');
});
