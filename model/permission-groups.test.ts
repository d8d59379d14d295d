import { effectiveRights } from "./effective-rights";
import { EXTENDED_RIGHTS } from "./extended-right";
import { presetEntries } from "./permission-groups";
import type { PermissionGroup } from "./settings";

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const USERS = "NT AUTHORITY\\Authenticated Users";
const HUB = "MS Exchange\\Hub Transport Servers";
const EXTERNAL = "MS Exchange\\Externally Secured Servers";
const LEGACY = "ExchangeLegacyInterop";
const PARTNER = "MS Exchange\\Partner Servers";

// The table of receive-connectors.md (2016/2019): x allows, d denies. Columns in the order of COLUMNS.
const COLUMNS: readonly (readonly [PermissionGroup, string])[] = [
  ["AnonymousUsers", ANONYMOUS],
  ["ExchangeUsers", USERS],
  ["ExchangeServers", HUB],
  ["ExchangeServers", EXTERNAL],
  ["ExchangeLegacyServers", LEGACY],
  ["Partners", PARTNER],
];

const TABLE = {
  "ms-Exch-SMTP-Submit": "xxxxxx",
  "ms-Exch-SMTP-Accept-Any-Recipient": ".xxxx.",
  "ms-Exch-SMTP-Accept-Any-Sender": "x.xxx.",
  "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender": "x.xxx.",
  "ms-Exch-SMTP-Accept-Authentication-Flag": "..xxx.",
  "ms-Exch-Accept-Headers-Routing": "xxxxxx",
  "ms-Exch-Accept-Headers-Organization": "..x.d.",
  "ms-Exch-Accept-Headers-Forest": "..x.d.",
  "ms-Exch-Bypass-Anti-Spam": ".xxxx.",
  "ms-Exch-Bypass-Message-Size-Limit": "..xxx.",
  "ms-Exch-SMTP-Accept-Exch50": "..xxx.",
} as const;

describe("presetEntries", () => {
  test.each(COLUMNS.map(([group, principal], column) => ({ group, principal, column })))(
    "$group gives $principal exactly what Exchange gives",
    ({ group, principal, column }) => {
      const { granted, denied } = effectiveRights({ groups: [group], entries: [], principals: [principal] });
      const marks = EXTENDED_RIGHTS.map((right) => (granted.has(right) ? "x" : denied.has(right) ? "d" : "."));
      expect(marks).toEqual(EXTENDED_RIGHTS.map((right) => TABLE[right][column]));
    },
  );

  test.each<[PermissionGroup, readonly string[]]>([
    ["None", []],
    ["AnonymousUsers", [ANONYMOUS]],
    ["ExchangeUsers", [USERS]],
    ["ExchangeServers", ["Exchange Servers", HUB, "MS Exchange\\Edge Transport Servers", EXTERNAL]],
    ["ExchangeLegacyServers", [LEGACY]],
    ["Partners", [PARTNER]],
  ])("%s has entries for %j alone", (group, principals) => {
    expect([...new Set(presetEntries(group).map(({ principal }) => principal))]).toEqual(principals);
  });
});
