import { anonymousRelay, connector, culprits, relayRight, secured, violationsOf } from "../rule-fixture";

const RULE = "no-mixed-relay-methods";
const LOGINS = { authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"] };
const CLIENTS = ["192.168.2.0/28"];

test.each([
  [
    "anonymous and externally secured",
    [secured("crm", CLIENTS, { permissionGroups: ["ExchangeServers", "AnonymousUsers"] }), relayRight("crm")],
    "lets anonymous clients and externally secured clients relay.",
  ],
  [
    "anonymous and logged in",
    anonymousRelay("crm", CLIENTS, { ...LOGINS, permissionGroups: ["AnonymousUsers", "ExchangeUsers"] }),
    "lets anonymous clients and clients that log in relay.",
  ],
  [
    "anonymous and one account",
    [
      ...anonymousRelay("crm", CLIENTS, LOGINS),
      relayRight(
        "crm",
        { principal: "crm-app", extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-SMTP-Submit"] },
        "crm-app",
      ),
    ],
    "lets anonymous clients and clients that log in relay.",
  ],
])("two methods on one connector are seen: %s", async (_title, resources, says) => {
  expect(await violationsOf(RULE, resources)).toEqual([{ on: "crm", says: `ReceiveConnector "crm" ${says}` }]);
});

test.each([
  ["anonymous relay alone", anonymousRelay("crm", CLIENTS)],
  ["externally secured alone", [secured("crm", CLIENTS, { permissionGroups: ["ExchangeServers", "AnonymousUsers"] })]],
  [
    "accounts that relay, beside anonymous mail for us",
    [connector("crm", CLIENTS, { ...LOGINS, permissionGroups: ["AnonymousUsers", "ExchangeUsers"] })],
  ],
  [
    "a group for accounts where nobody can log in",
    anonymousRelay("crm", CLIENTS, { permissionGroups: ["AnonymousUsers", "ExchangeUsers"] }),
  ],
  ["two methods on two connectors", [...anonymousRelay("crm", CLIENTS), secured("servers", ["192.168.2.99"])]],
  [
    "a method that is denied",
    [
      ...anonymousRelay("crm", CLIENTS, { ...LOGINS, permissionGroups: ["AnonymousUsers", "ExchangeUsers"] }),
      relayRight("crm", { access: "Deny" }, "crm-deny"),
    ],
  ],
])("one method is let be: %s", async (_title, resources) => {
  expect(await culprits(RULE, resources)).toEqual([]);
});
