import Ajv2020 from "ajv/dist/2020";
import { ANONYMOUS, crmWorld, subjectOf } from "../impact/impact-fixture";
import { impactJson } from "../impact/impact-json";
import { renderWhoCan } from "../who-can/render-who-can";
import { knownIpRange, rulesSchema, whoCan } from "../../model";
import { impactSchema } from "./impact-schema";
import { whoCanSchema } from "./who-can-schema";

const UNKNOWN = { object: 'ReceiveConnector "X"', property: "enabled" };
const TWO = crmWorld(["192.168.2.55-192.168.2.56"]);
const MUCH = crmWorld(["192.168.2.0/24", "2001:db8::/32"], {
  connectors: [
    {
      name: "Clients",
      bindings: ["[::]:587"],
      remoteIpRanges: ["::/0"],
      permissionGroups: ["ExchangeUsers"],
      authMechanism: ["Tls", "BasicAuth"],
    },
  ],
  permissions: [{ connector: "Default Frontend", principal: ANONYMOUS, extendedRights: ["ms-Exch-Bypass-Anti-Spam"] }],
  more: {
    acceptedDomains: [{ domainName: "contoso.com" }, { domainName: "*.fabrikam.com", domainType: "ExternalRelay" }],
    relayUsers: [{ username: "crm" }],
    transportConfig: { trustedProxies: ["10.0.0.4"] },
    sendConnectors: [{ name: "Out", addressSpaces: ["SMTP:*;1"], smartHosts: ["mx"] }],
  },
  unknowns: [UNKNOWN],
});

function faultsOf(schema: object, value: unknown): unknown {
  const isValid = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  isValid(value);
  return isValid.errors;
}

test.each([
  ["of no difference", subjectOf(TWO, TWO)],
  [
    "of much, with every gate broken",
    subjectOf(TWO, MUCH, {
      ceiling: [{ name: "few", maxAddresses: 1, recipients: ["external"], tls: "none" }],
      intent: [],
    }),
  ],
  [
    "of much taken away",
    subjectOf(MUCH, TWO, { intent: [{ name: "all", tls: "none", except: [{ addresses: ["192.168.2.1"] }] }] }),
  ],
])("impact as JSON is by its schema, %s", (_title, subject) => {
  expect(faultsOf(impactSchema(), JSON.parse(impactJson(subject)))).toBeNull();
});

test("who-can as JSON is by its schema", () => {
  const text = renderWhoCan("json", {
    label: "b.json",
    at: 0,
    verb: "hand in mail",
    grants: whoCan(MUCH),
    trustedProxies: [knownIpRange("10.0.0.4")],
    unknowns: [UNKNOWN],
  });
  expect(faultsOf(whoCanSchema(), JSON.parse(text))).toBeNull();
});

const RULE = {
  name: "crm",
  addresses: ["10.0.0.0/8"],
  tls: "required",
  identities: ["account:crm"],
  except: [{ tls: "none" }],
};

test.each<[gate: "ceiling" | "intent", file: object, isGood: boolean]>([
  ["ceiling", { formatVersion: 1, verdicts: ["relay"], trustedProxies: ["10.0.0.4"], allow: [RULE] }, true],
  ["ceiling", { formatVersion: 1, allow: [{ ...RULE, kinds: ["widened"] }] }, false],
  ["ceiling", { formatVersion: 1, allow: [{ ...RULE, adresses: [] }] }, false],
  ["ceiling", { formatVersion: 2, allow: [] }, false],
  ["ceiling", { formatVersion: 1, allow: [{ ...RULE, except: [] }] }, false],
  ["intent", { formatVersion: 1, routes: ["*"], allow: [{ ...RULE, kinds: ["widened"] }] }, true],
  ["intent", { formatVersion: 1, clearAuth: ["CRM"], allow: [] }, true],
  ["ceiling", { formatVersion: 1, clearAuth: ["CRM"], allow: [] }, false],
  ["intent", { formatVersion: 1, verdicts: ["relay"], allow: [] }, false],
])("the schema of a %s file takes or refuses %j", (gate, file, isGood) => {
  expect(faultsOf(rulesSchema(gate), file) === null).toBe(isGood);
});
