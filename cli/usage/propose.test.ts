import fc from "fast-check";
import { buildConfigDocument, configStateOf, parseConfigDocument, type ConfigDocument } from "../../model";
import { reportConnector, reportedIds, UsageBook } from "../../relay/usage";
import { documentPatch, type PatchOperation } from "./document-patch";
import { findUnused } from "./find-unused";
import { propose } from "./propose";
import type { ConnectorUsage, HostUsage } from "./read-usage";
import { readUsageWindow } from "./usage-window";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24);
const WINDOW = readUsageWindow("90d");

const CRM = {
  name: "CRM Application",
  bindings: ["0.0.0.0:25"],
  remoteIpRanges: ["192.168.2.0/24"],
  permissionGroups: ["AnonymousUsers"],
  authMechanism: ["Tls"],
};
const RELAY = {
  connector: "CRM Application",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
};

function documentOf(parts: object): ConfigDocument {
  const parsed = parseConfigDocument({
    formatVersion: 1,
    receiveConnectors: [CRM],
    connectorPermissions: [RELAY],
    ...parts,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  return buildConfigDocument(configStateOf(parsed.value));
}

/** A message of a client, taken days ago by a connector and its range, with these rights by entry. */
interface Mail {
  readonly client: string;
  readonly daysAgo: number;
  readonly connector?: string;
  readonly range?: string;
  readonly rights?: readonly (readonly [entry: string, right: string])[];
}

const SUBMIT = ["preset:AnonymousUsers", "ms-Exch-SMTP-Submit"] as const;
const ANY_RECIPIENT = ["connectorPermissions[0]", "ms-Exch-SMTP-Accept-Any-Recipient"] as const;

function usageOf(document: ConfigDocument, mails: readonly Mail[], since = NOW - 100 * DAY): HostUsage {
  const state = configStateOf(document);
  const book = new UsageBook(since);
  for (const {
    client,
    daysAgo,
    connector = "receiveConnectors[0]",
    range = "192.168.2.0/24",
    rights = [SUBMIT, ANY_RECIPIENT],
  } of mails) {
    const cells = book.connector(connector);
    const byRange = book.range(cells, range);
    const counted = [
      cells.cell,
      byRange.cell,
      book.client(byRange, client),
      ...rights.map(([entry, right]) => book.right(cells, entry, right)),
    ];
    for (const cell of counted) cell.countMessage(NOW - daysAgo * DAY, 1000);
  }
  const old = { createdAt: 0, updatedAt: 0 };
  const aged = <Item extends object>(objects: ReadonlyMap<string, Item>) =>
    new Map([...objects].map(([id, object]) => [id, { ...object, ...old }]));
  const recorded = {
    ...state,
    receiveConnectors: aged(state.receiveConnectors),
    connectorPermissions: aged(state.connectorPermissions),
  };
  const parts = { book, state: recorded as unknown as Parameters<typeof reportConnector>[0]["state"] };
  const connectors = reportedIds(parts).map((id) => answered(reportConnector(parts, id)));
  return { since: new Date(since).toISOString(), connectors, accounts: [] };
}

/** As the control API answers. */
function answered(report: ReturnType<typeof reportConnector>): ConnectorUsage {
  const isTime = (name: string) => ["since", "firstUse", "lastUse"].includes(name);
  const text = JSON.stringify(report, (name, value: unknown) =>
    isTime(name) && typeof value === "number" ? new Date(value).toISOString() : value,
  );
  return JSON.parse(text) as ConnectorUsage;
}

function proposed(document: ConfigDocument, mails: readonly Mail[], since?: number) {
  const usage = usageOf(document, mails, since);
  const report = findUnused(usage, { now: NOW, window: WINDOW });
  return { idle: report, ...propose({ usage, idle: { window: WINDOW, report }, exported: document, now: NOW }) };
}

test("the network of which two hosts send becomes these two, and nobody can do more than before", () => {
  const document = documentOf({});
  const { after, idle, typescript, patch, edits } = proposed(document, [
    { client: "192.168.2.55", daysAgo: 1 },
    { client: "192.168.2.56", daysAgo: 80 },
    { client: "192.168.2.99", daysAgo: 95 },
  ]);
  expect(after.receiveConnectors[0]?.remoteIpRanges).toEqual(["192.168.2.55-192.168.2.56"]);
  expect(edits).toHaveLength(1);
  expect(edits[0]?.evidence).toEqual([
    expect.stringMatching(/^192\.168\.2\.0\/24: 192\.168\.2\.5[56] \(1 message, last 2026-/),
  ]);
  expect(idle.unused).toEqual([]);
  expect(typescript).toContain('remoteIpRanges: ["192.168.2.55-192.168.2.56"],');
  expect(applied(document, patch)).toEqual(after);
});

test("the impact of a proposal is narrowed rows only", () => {
  const document = documentOf({});
  const usage = usageOf(document, [{ client: "192.168.2.55", daysAgo: 1 }]);
  const report = findUnused(usage, { now: NOW, window: WINDOW });
  const { report: impact } = propose({ usage, idle: { window: WINDOW, report }, exported: document, now: NOW });
  expect(new Set(impact.rows.map(({ kind }) => kind))).toEqual(new Set(["narrowed"]));
});

const FRONTEND = { ...CRM, name: "Default Frontend", remoteIpRanges: ["0.0.0.0/0"] };

test("clients that would fall to a connector that allows no more are narrowed or moved", () => {
  const document = documentOf({ receiveConnectors: [CRM, FRONTEND], acceptedDomains: [{ domainName: "contoso.com" }] });
  const { edits, report: impact } = reportOf(document, [{ client: "192.168.2.55", daysAgo: 1 }]);
  expect(edits.map(({ connector }) => connector)).toEqual(["CRM Application"]);
  expect(new Set(impact.rows.map(({ kind }) => kind))).toEqual(new Set(["narrowed", "moved"]));
});

function reportOf(document: ConfigDocument, mails: readonly Mail[]) {
  const usage = usageOf(document, mails);
  const report = findUnused(usage, { now: NOW, window: WINDOW });
  return propose({ usage, idle: { window: WINDOW, report }, exported: document, now: NOW });
}

test("a range is not narrowed when its clients would fall to a connector that allows them more", () => {
  const servers = {
    ...FRONTEND,
    remoteIpRanges: ["192.168.0.0/16"],
    permissionGroups: ["ExchangeServers"],
    authMechanism: ["ExternalAuthoritative"],
  };
  const document = documentOf({ receiveConnectors: [CRM, servers] });
  const { edits, rejected, patch } = proposed(document, [{ client: "192.168.2.55", daysAgo: 1 }]);
  expect(edits).toEqual([]);
  expect(patch).toEqual([]);
  expect(rejected.map(({ why }) => why)).toEqual([expect.stringContaining('would be served by "Default Frontend"')]);
});

test("an unused entry goes, and an unused right of an entry", () => {
  const document = documentOf({
    connectorPermissions: [
      RELAY,
      {
        ...RELAY,
        principal: "NT AUTHORITY\\Authenticated Users",
        extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-Bypass-Anti-Spam"],
      },
    ],
  });
  const all = Array.from({ length: 256 }, (_, host) => ({ client: `192.168.2.${host}`, daysAgo: 1, rights: [SUBMIT] }));
  const { idle, after, typescript, patch } = proposed(document, all);
  expect(idle.unused.map(({ kind, rights }) => [kind, rights])).toEqual([
    ["entry", ["ms-Exch-SMTP-Accept-Any-Recipient"]],
    ["right", ["ms-Exch-SMTP-Accept-Any-Recipient"]],
  ]);
  expect(after.connectorPermissions.map(({ extendedRights }) => extendedRights)).toEqual([
    ["ms-Exch-Bypass-Anti-Spam"],
  ]);
  expect(typescript).toContain("// Remove the resource: nobody uses what NT AUTHORITY\\ANONYMOUS LOGON is allowed.");
  expect(applied(document, patch)).toEqual(after);
});

test("a host that has counted for three days calls nothing unused for ninety", () => {
  const { idle, edits } = proposed(documentOf({}), [], NOW - 3 * DAY);
  expect(idle).toMatchObject({ isTold: false, unused: [] });
  expect(idle.undecided.length).toBeGreaterThan(0);
  expect(edits).toEqual([]);
});

test("of a connector that nobody used only itself is named, and no proposal is made", () => {
  const { idle, edits } = proposed(documentOf({}), []);
  expect(idle.unused.map(({ kind, name }) => [kind, name])).toEqual([["connector", "CRM Application"]]);
  expect(edits).toEqual([]);
});

test("whoever was seen is served as before, and nobody gains, whatever was seen", () => {
  const document = documentOf({ receiveConnectors: [CRM, FRONTEND] });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(255), { minLength: 1, maxLength: 40 }), (hosts) => {
      const mails = hosts.map((host) => ({ client: `192.168.2.${host}`, daysAgo: 1 }));
      const { after, report, patch } = reportOf(document, mails);
      expect(report.rows.filter(({ kind }) => kind !== "narrowed" && kind !== "moved")).toEqual([]);
      const lost = report.rows.flatMap(({ box }) => box.addresses);
      const isLost = (host: number) => {
        const value = ((192 * 256 + 168) * 256 + 2) * 256 + host;
        return lost.some(({ family, first, last }) => family === 4 && first <= value && value <= last);
      };
      expect(hosts.filter(isLost)).toEqual([]);
      expect(applied(document, patch)).toEqual(after);
    }),
    { numRuns: 30 },
  );
});

test("a patch does not fit a document that has moved on", () => {
  const document = documentOf({});
  const after = {
    ...document,
    receiveConnectors: document.receiveConnectors.map((one) => ({ ...one, remoteIpRanges: ["192.168.2.55"] })),
  };
  const patch = documentPatch(document, after);
  const moved = {
    ...document,
    receiveConnectors: document.receiveConnectors.map((one) => ({ ...one, remoteIpRanges: ["10.0.0.0/8"] })),
  };
  expect(() => applied(moved, patch)).toThrow("test failed");
});

/** RFC 6902, as far as it is used. */
function applied(document: ConfigDocument, patch: readonly PatchOperation[]): unknown {
  const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
  for (const operation of patch) {
    const steps = operation.path.split("/").slice(1);
    const last = steps.pop() as string;
    const target = steps.reduce<Record<string, unknown>>((value, step) => value[step] as Record<string, unknown>, copy);
    if (operation.op === "remove") (target as unknown as unknown[]).splice(Number(last), 1);
    else if (operation.op === "replace") target[last] = operation.value;
    else if (JSON.stringify(target[last]) !== JSON.stringify(operation.value)) throw new Error("test failed");
  }
  return copy;
}
