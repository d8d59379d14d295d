import { anonymousRelay, connector, culprits, relayRight, secured, violationsOf } from "../rule-fixture";

const RULE = "relay-needs-owner-and-expiry";
const CLIENTS = ["192.168.2.55-192.168.2.56"];
const END = "2099-01-31T00:00:00Z";
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+/, "");

test("relay without owner and end is seen", async () => {
  expect(await violationsOf(RULE, anonymousRelay("crm", CLIENTS))).toEqual([
    {
      on: "crm-relay",
      says:
        'Relay of anonymous clients over ReceiveConnector "crm" (granted by ConnectorPermission "crm-relay") has no ' +
        "owner and never expires.",
    },
  ]);
});

test.each([
  ["on the connector", anonymousRelay("crm", CLIENTS, { owner: "CRM team", expiresAt: END })],
  ["on the right", [connector("crm", CLIENTS), relayRight("crm", { owner: "CRM team", expiresAt: END })]],
  ["half on each", [connector("crm", CLIENTS, { owner: "CRM team" }), relayRight("crm", { expiresAt: END })]],
  ["of externally secured clients", [secured("crm", CLIENTS, { owner: "CRM team", expiresAt: END })]],
  ["where nobody relays", [connector("crm", CLIENTS)]],
])("owner and end are found: %s", async (_title, resources) => {
  expect(await culprits(RULE, resources)).toEqual([]);
});

test("of two rights that say the same, one without an end never ends", async () => {
  const both = [
    connector("crm", CLIENTS, { owner: "CRM team" }),
    relayRight("crm", { expiresAt: END }),
    relayRight("crm", { extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-Bypass-Anti-Spam"] }, "again"),
  ];
  const [violation] = await violationsOf(RULE, both);
  expect(violation?.says).toContain("never expires.");
});

test("relay has to end within a number of days", async () => {
  const until = (expiresAt: string) => anonymousRelay("crm", CLIENTS, { owner: "CRM team", expiresAt });
  expect(await culprits(RULE, until(inDays(89)), { mostDays: 90 })).toEqual([]);
  expect((await violationsOf(RULE, until(inDays(91)), { mostDays: 90 }))[0]?.says).toContain(
    "does not expire within 90 days.",
  );
});

test("what has to be said can be configured", async () => {
  const resources = anonymousRelay("crm", CLIENTS, { owner: "CRM team", expiresAt: END });
  expect(await culprits(RULE, resources, { require: ["owner", "ticket"] })).toEqual(["crm-relay"]);
  expect(await culprits(RULE, anonymousRelay("crm", CLIENTS, { ticket: "CHG-1" }), { require: ["ticket"] })).toEqual(
    [],
  );
});
