import fc from "fast-check";
import { Compile } from "typebox/schema";
import { buildConfigDocument } from "./config-document";
import { parseConfigDocument } from "./config-document-parse";
import { configDocumentSchema } from "./config-document-schema";
import { configStateOf } from "./config-document-state";
import { FIELDS } from "./fields/fields";

const CRM = {
  name: "CRM Application",
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  permissionGroups: ["AnonymousUsers"],
  authMechanism: ["Tls"],
};
const RELAY = {
  connector: "CRM Application",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};
/** The document of the design, as a person writes it. */
const STORY = {
  formatVersion: 1,
  revision: 42,
  receiveConnectors: [CRM],
  connectorPermissions: [RELAY],
  acceptedDomains: [],
  sendConnectors: [],
  relayUsers: [],
  relayGroups: [],
  transportConfig: {},
};

function parsed(document: unknown) {
  const outcome = parseConfigDocument(document);
  if (!outcome.ok) throw new Error(outcome.failures.map(({ message }) => message).join("\n"));
  return outcome.value;
}

function failuresOf(document: unknown, conflicts: "newer-wins" | "refuse" = "newer-wins"): string[] {
  const outcome = parseConfigDocument(document, { conflicts });
  return outcome.ok ? [] : outcome.failures.map(({ property, code }) => `${property} ${code}`);
}

describe("reading", () => {
  test("what is left out has its default", () => {
    const document = parsed({ formatVersion: 1, receiveConnectors: [CRM] });
    expect(document.receiveConnectors[0]).toMatchObject({ maxHopCount: 30, tarpitInterval: "00:00:05" });
    expect(document.transportConfig.maxRelayRefusals).toBe(20);
    expect(document.revision).toBe(0);
  });

  test.each<{ title: string; document: unknown; failures: string[] }>([
    { title: "a text", document: "{}", failures: ["document RELAY_TYPE_INVALID"] },
    { title: "no version", document: {}, failures: ["formatVersion RELAY_DOCUMENT_VERSION"] },
    {
      title: "another version",
      document: { ...STORY, formatVersion: 2 },
      failures: ["formatVersion RELAY_DOCUMENT_VERSION"],
    },
    { title: "an unknown part", document: { ...STORY, routes: [] }, failures: ['"routes" RELAY_PROPERTY_UNKNOWN'] },
    {
      title: "an account without a name",
      document: { ...STORY, relayUsers: [{}] },
      failures: ["relayUsers[0].username RELAY_PROPERTY_REQUIRED"],
    },
    {
      title: "an account of a group that is not there",
      document: { ...STORY, relayUsers: [{ username: "crm", groups: ["Line of business"] }] },
      failures: ["relayUsers[0].groups[0] RELAY_GROUP_UNKNOWN"],
    },
    {
      title: "an account and a group of one name",
      document: { ...STORY, relayUsers: [{ username: "crm" }], relayGroups: [{ name: "CRM" }] },
      failures: ["relayUsers[0].username RELAY_DUPLICATE_NAME", "relayGroups[0].name RELAY_DUPLICATE_NAME"],
    },
    {
      title: "a default domain that is no accepted domain",
      document: {
        ...STORY,
        receiveConnectors: [{ ...STORY.receiveConnectors[0], defaultDomain: "elsewhere.example" }],
      },
      failures: ["receiveConnectors[0].defaultDomain RELAY_DEFAULT_DOMAIN_UNKNOWN"],
    },
    { title: "no list", document: { ...STORY, sendConnectors: {} }, failures: ["sendConnectors RELAY_TYPE_INVALID"] },
    {
      title: "no object",
      document: { ...STORY, receiveConnectors: [CRM, 1] },
      failures: ["receiveConnectors[1] RELAY_TYPE_INVALID"],
    },
    {
      title: "every bad value in every object",
      document: {
        ...STORY,
        revision: -1,
        receiveConnectors: [
          CRM,
          CRM,
          { ...CRM, bindings: ["0.0.0.0"], colour: 1, revision: "x", relayLimitedTo: ["10.1"] },
        ],
        transportConfig: { dialect: "old" },
      },
      failures: [
        "revision RELAY_NUMBER_INVALID",
        "receiveConnectors[2].colour RELAY_PROPERTY_UNKNOWN",
        "receiveConnectors[2].bindings[0] RELAY_BINDING_INVALID",
        "receiveConnectors[2].revision RELAY_TYPE_INVALID",
        "receiveConnectors[2].relayLimitedTo[0] RELAY_ADDRESS_INVALID",
        "transportConfig.dialect RELAY_CHOICE_INVALID",
      ],
    },
    {
      title: "what must hold between objects",
      document: {
        ...STORY,
        connectorPermissions: [RELAY, RELAY, { ...RELAY, connector: "Gone" }],
        transportConfig: { postmaster: "pm@contoso.com" },
      },
      failures: [
        "connectorPermissions[0].extendedRights RELAY_DUPLICATE_PERMISSION",
        "connectorPermissions[1].extendedRights RELAY_DUPLICATE_PERMISSION",
        "connectorPermissions[2].connector RELAY_CONNECTOR_UNKNOWN",
        "transportConfig.postmaster RELAY_DOMAIN_INVALID",
      ],
    },
  ])("$title is refused under its path", ({ document, failures }) => expect(failuresOf(document)).toEqual(failures));

  test("messages begin with the path", () => {
    const outcome = parseConfigDocument({
      ...STORY,
      receiveConnectors: [CRM, { ...CRM, maxHopCount: 0, Enabled: true }],
    });
    expect(outcome.ok ? [] : outcome.failures.map(({ message }) => message)).toEqual([
      'receiveConnectors[1]: ReceiveConnector has no property "Enabled": write enabled.',
      "receiveConnectors[1].maxHopCount is 0: write a whole number from 1 to 500.",
    ]);
  });

  const pair = (one: object, other: object) => ({
    ...STORY,
    receiveConnectors: [
      { ...CRM, ...one },
      { ...CRM, name: "Other", ...other },
    ],
  });
  const CONFLICT = [
    "receiveConnectors[0].remoteIpRanges[0] RELAY_RANGE_CONFLICT",
    "receiveConnectors[1].remoteIpRanges[0] RELAY_RANGE_CONFLICT",
  ];

  test.each<{ title: string; document: unknown; refused: boolean }>([
    { title: "different revisions", document: pair({ revision: 3 }, { revision: 4 }), refused: false },
    { title: "equal revisions", document: pair({ revision: 3 }, { revision: 3 }), refused: true },
    { title: "one revision missing", document: pair({ revision: 3 }, {}), refused: true },
  ])("a conflict with $title: refused $refused, and always where conflicts are", ({ document, refused }) => {
    expect(failuresOf(document).sort()).toEqual(refused ? CONFLICT : []);
    expect(failuresOf(document, "refuse").sort()).toEqual(CONFLICT);
  });

  test("nothing makes it throw", () => {
    const keys = Object.keys(STORY);
    const hostile = fc.dictionary(fc.constantFrom(...keys, "__proto__", "constructor"), fc.anything());
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          hostile.map((given) => ({ ...given, formatVersion: 1 })),
        ),
        (document) => {
          parseConfigDocument(document);
        },
      ),
    );
  });
});

describe("writing", () => {
  const rich = parsed({
    ...STORY,
    receiveConnectors: [
      { ...CRM, name: "b", remoteIpRanges: ["10.0.0.2"], revision: 7, relayLimitedTo: ["10.0.0.2"] },
      { ...CRM, revision: 5 },
    ],
    connectorPermissions: [{ ...RELAY, connector: "B" }, RELAY],
    acceptedDomains: [{ domainName: "fabrikam.com" }, { domainName: "contoso.com" }],
    sendConnectors: [{ name: "Internet", addressSpaces: ["*"], smartHosts: ["127.0.0.1:2526"] }],
  });

  test("a document that is read, written and read again is the same text", () => {
    const once = buildConfigDocument(configStateOf(rich));
    const twice = buildConfigDocument(configStateOf(parsed(JSON.parse(JSON.stringify(once)))));
    expect(JSON.stringify(twice)).toBe(JSON.stringify(once));
    expect(once.receiveConnectors.map(({ name }) => name)).toEqual(["CRM Application", "b"]);
    expect(once.connectorPermissions.map(({ connector }) => connector)).toEqual(["CRM Application", "b"]);
    expect(once.acceptedDomains.map(({ domainName }) => domainName)).toEqual(["contoso.com", "fabrikam.com"]);
  });

  test("the order of objects and properties in the state does not matter", () => {
    const state = configStateOf(rich);
    const turned = {
      ...state,
      receiveConnectors: new Map(
        [...state.receiveConnectors].reverse().map(([id, object]) => {
          const settings = Object.fromEntries(Object.entries(object.settings).reverse()) as typeof object.settings;
          return [id, { ...object, settings }];
        }),
      ),
    };
    expect(JSON.stringify(buildConfigDocument(turned))).toBe(JSON.stringify(buildConfigDocument(state)));
  });

  test("every input of every kind is in it", () => {
    const document = buildConfigDocument(configStateOf(rich));
    expect(Object.keys(document.receiveConnectors[0]!)).toEqual([...Object.keys(FIELDS.ReceiveConnector), "revision"]);
    expect(Object.keys(document.connectorPermissions[0]!)).toEqual(Object.keys(FIELDS.ConnectorPermission));
    expect(Object.keys(document.transportConfig)).toEqual(Object.keys(FIELDS.TransportConfig));
  });

  test("a connector that is left out takes its entries along", () => {
    const document = buildConfigDocument(configStateOf(rich), {
      leaveOut: ({ settings }) => "name" in settings && settings.name === "b",
    });
    expect(document.receiveConnectors.map(({ name }) => name)).toEqual(["CRM Application"]);
    expect(document.connectorPermissions.map(({ connector }) => connector)).toEqual(["CRM Application"]);
  });
});

describe("the schema", () => {
  const schema = Compile(configDocumentSchema());

  test("takes what a person writes and what an export writes", () => {
    expect(schema.Check(STORY)).toBe(true);
    expect(schema.Check(JSON.parse(JSON.stringify(buildConfigDocument(configStateOf(parsed(STORY))))))).toBe(true);
  });

  test.each([
    { ...STORY, formatVersion: 2 },
    { ...STORY, routes: [] },
    { ...STORY, receiveConnectors: [{ ...CRM, name: undefined, bindings: "0.0.0.0:25" }] },
    { ...STORY, receiveConnectors: [{ ...CRM, maxHopCount: 501 }] },
    { ...STORY, relayUsers: [{}] },
  ])("refuses what reading refuses: %j", (document) => {
    expect(schema.Check(document)).toBe(false);
    expect(failuresOf(document)).not.toEqual([]);
  });
});
