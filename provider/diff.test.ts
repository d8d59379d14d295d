import fc from "fast-check";
import { settle } from "../model";
import { diff } from "./diff";
import type { ResourceKind } from "./relay-host";
import { UNKNOWN_VALUE } from "./unknown-value";

const CRM = { name: "CRM", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.55", "192.168.2.56"] };
const NAMED = { stack: "acme/relay/prod", logicalId: "ReceiveConnector::crm" };
const ENTRY = {
  id: "e1",
  revision: 4,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow" as const,
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};
const PERMISSION = { connector: "guid-1", principal: ENTRY.principal, extendedRights: ENTRY.extendedRights };

function settled(kind: ResourceKind, input: object): Record<string, unknown> {
  const parsed = settle(kind, input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  return { ...parsed.value };
}

function compare(kind: ResourceKind, olds: object, news: object) {
  return diff(kind, { olds: { ...olds }, news: { ...news }, declaredEntries: [] });
}

describe("diff", () => {
  const old = settled("ReceiveConnector", CRM);

  test.each<{ title: string; olds: object; news: object; answer: object }>([
    { title: "equal settings are no change", olds: old, news: old, answer: { changes: false } },
    { title: "a changed range is an update", olds: old, news: { ...old, remoteIpRanges: ["10.0.0.1"] }, answer: {} },
    { title: "a rename is an update", olds: old, news: { ...old, name: "Other" }, answer: {} },
    {
      title: "revision, token, version and the SDK's own inputs are no change",
      olds: { ...old, ...NAMED, revision: 1, ownerToken: "a", providerVersion: "0.1.0", adoptExisting: false },
      news: { ...old, ...NAMED, adoptExisting: true, declaredAt: "index.ts:42" },
      answer: { changes: false },
    },
    {
      title: "another name of the stack is an update, never a replacement",
      olds: { ...old, ...NAMED },
      news: { ...old, ...NAMED, stack: "acme/relay/production" },
      answer: {},
    },
    {
      title: "another name of the resource is an update, never a replacement",
      olds: { ...old, ...NAMED },
      news: { ...old, ...NAMED, logicalId: "ReceiveConnector::renamed" },
      answer: {},
    },
    {
      title: "state that knows no names yet shows no rename",
      olds: old,
      news: { ...old, ...NAMED },
      answer: { changes: false },
    },
    {
      title: "state of a release that did not know a property has its default",
      olds: CRM,
      news: old,
      answer: { changes: false },
    },
    { title: "an unknown value is a change", olds: old, news: { ...old, bindings: UNKNOWN_VALUE }, answer: {} },
  ])("$title", ({ olds, news, answer }) => {
    expect(compare("ReceiveConnector", olds, news)).toEqual(answer);
  });

  test.each<{ title: string; news: object; answer: object }>([
    { title: "another connector replaces", news: { connector: "guid-2" }, answer: { replaces: ["connector"] } },
    {
      title: "a connector that is still unknown replaces",
      news: { connector: UNKNOWN_VALUE },
      answer: { replaces: ["connector"] },
    },
    {
      title: "another principal replaces",
      news: { principal: "NT AUTHORITY\\Authenticated Users" },
      answer: { replaces: ["principal"] },
    },
    { title: "other rights update", news: { extendedRights: ["ms-Exch-SMTP-Submit"] }, answer: {} },
    {
      title: "another name of the same connector is no change",
      news: { connectorName: "X" },
      answer: { changes: false },
    },
  ])("of a permission, $title", ({ news, answer }) => {
    const olds = settled("ConnectorPermission", PERMISSION);
    expect(compare("ConnectorPermission", olds, { ...olds, ...news })).toEqual(answer);
  });

  test("a right that nobody declared is drift, unless it is only to be reported or is declared by now", () => {
    const olds = { ...old, unmanagedEntries: [ENTRY] };
    const news = { ...old, unmanagedEntries: [], unmanagedPermissions: "revoke" };
    expect(compare("ReceiveConnector", olds, news)).toEqual({});
    expect(compare("ReceiveConnector", olds, { ...news, unmanagedPermissions: "report" })).toEqual({ changes: false });
    expect(compare("ReceiveConnector", olds, { ...news, unmanagedEntries: [ENTRY] })).toEqual({ changes: false });
    expect(diff("ReceiveConnector", { olds, news, declaredEntries: [ENTRY] })).toEqual({ changes: false });
  });

  test("equal lists in any order and spelling are no change", () => {
    const ranges = ["10.0.0.0/8", "192.168.2.55", "fd00::/8", "172.16.0.0-172.16.0.9"];
    const groups = ["AnonymousUsers", "ExchangeUsers", "Partners"];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ranges, { minLength: 4 }),
        fc.shuffledSubarray(groups, { minLength: 3 }),
        (r, g) => {
          const first = settled("ReceiveConnector", { ...CRM, remoteIpRanges: ranges, permissionGroups: groups });
          const second = settled("ReceiveConnector", { ...CRM, remoteIpRanges: [...r, r[0]], permissionGroups: g });
          expect(compare("ReceiveConnector", first, second)).toEqual({ changes: false });
        },
      ),
    );
  });
});
