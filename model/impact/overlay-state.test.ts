import { buildSnapshot } from "../build-snapshot";
import type { SettingsOf } from "../settings";
import { CONNECTOR_DEFAULTS, stateOf } from "../snapshot-fixture";
import type { ConfigState } from "../stored-object";
import type { DeclaredObject, ObjectKey } from "./object-key";
import { overlayState } from "./overlay-state";

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";
const STACK = "acme/relay/prod";
const OWNER = { stack: STACK, logicalId: "ReceiveConnector::crm" };
const CRM_ID = "0c721ce7-5cd3-4e30-a7d0-78ad041f401b";
const OTHER_ID = "6c7bf5d2-850e-4fae-89e8-a7c0406acded";

const base = stateOf({
  receiveConnectors: [
    { id: CRM_ID, name: "CRM Application", remoteIpRanges: ["192.168.2.55"], stack: STACK },
    { id: OTHER_ID, name: "Other", remoteIpRanges: ["10.0.0.0/8"], stack: STACK },
  ],
  connectorPermissions: [{ connector: CRM_ID }, { connector: OTHER_ID, principal: "clerks" }],
  acceptedDomains: [{ domainName: "contoso.com" }],
  relayGroups: [{ name: "clerks" }],
  revision: 7,
});

function connector(settings: Partial<SettingsOf["ReceiveConnector"]>, more: object = {}): DeclaredObject {
  return { kind: "ReceiveConnector", settings: { ...CONNECTOR_DEFAULTS, ...settings }, ...more };
}

function permission(settings: Partial<SettingsOf["ConnectorPermission"]>, connectorName?: string): DeclaredObject {
  const notes = { expiresAt: null, owner: null, reason: null, ticket: null };
  const entry = { connector: "", principal: ANONYMOUS, access: "Allow" as const, extendedRights: [RELAY], ...notes };
  return { kind: "ConnectorPermission", settings: { ...entry, ...settings }, connectorName };
}

const PUT_AS_IT_IS = connector({ name: "CRM Application", remoteIpRanges: ["192.168.2.55"] });

function put(state: ConfigState, ...objects: readonly DeclaredObject[]): ConfigState {
  return overlayState(state, { remove: [], put: objects });
}

function remove(...keys: readonly ObjectKey[]): ConfigState {
  return overlayState(base, { remove: keys, put: [] });
}

function ranges({ receiveConnectors }: ConfigState): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...receiveConnectors.values()].map(({ id, settings }) => [id, settings.remoteIpRanges]));
}

describe("what is declared joins what is there", () => {
  const widened = { remoteIpRanges: ["192.168.2.0/24"] };
  test.each<{ readonly title: string; readonly declared: DeclaredObject }>([
    { title: "by its GUID", declared: connector({ name: "New name", ...widened }, { id: CRM_ID }) },
    { title: "by its name without regard to case", declared: connector({ name: "crm application", ...widened }) },
    {
      title: "by its former name",
      declared: connector(
        { name: "New name", ...widened },
        { was: { kind: "ReceiveConnector", settings: { name: "CRM Application" } } },
      ),
    },
  ])("$title", ({ declared }) => {
    const next = put(base, declared);
    expect(ranges(next)).toEqual({ [CRM_ID]: ["192.168.2.0/24"], [OTHER_ID]: ["10.0.0.0/8"] });
    expect(next.receiveConnectors.get(CRM_ID)).toMatchObject({ owner: { stack: STACK }, selectionRevision: 8 });
    expect(next.connectorPermissions).toBe(base.connectorPermissions);
  });

  test("two connectors that swap names stay themselves", () => {
    const next = put(
      base,
      connector({ name: "Other", remoteIpRanges: ["192.168.2.55"] }, { id: CRM_ID }),
      connector({ name: "CRM Application", remoteIpRanges: ["10.0.0.0/8"] }, { id: OTHER_ID }),
    );
    expect(ranges(next)).toEqual(ranges(base));
    expect(next.receiveConnectors.get(CRM_ID)?.settings.name).toBe("Other");
  });

  test("an object of another GUID is another object, whatever its name", () => {
    const next = put(base, connector({ name: "Other" }, { id: "11111111-2222-4333-8444-555555555555" }));
    expect(next.receiveConnectors.size).toBe(3);
    expect(next.receiveConnectors.get(OTHER_ID)).toBe(base.receiveConnectors.get(OTHER_ID));
  });

  test("in a document, which has no GUIDs, by name", () => {
    const document = stateOf({ receiveConnectors: [{ id: "receiveConnectors[0]", name: "CRM Application" }] });
    const next = put(
      document,
      connector({ name: "CRM Application", comment: "declared" }, { id: CRM_ID }),
      permission({ connector: CRM_ID }),
    );
    expect([...next.receiveConnectors.keys()]).toEqual(["receiveConnectors[0]"]);
    const [entry] = next.connectorPermissions.values();
    expect(entry?.settings.connector).toBe("receiveConnectors[0]");
  });

  test("each of the other named kinds by its name, and the TransportConfig as the only one", () => {
    const domain = { ...[...base.acceptedDomains.values()][0]!.settings, domainType: "ExternalRelay" as const };
    const transport = { ...base.transportConfig.settings, trustedProxies: ["10.0.0.1"] };
    const next = put(
      base,
      { kind: "AcceptedDomain", settings: domain },
      { kind: "TransportConfig", settings: transport },
    );
    expect([...next.acceptedDomains.values()].map(({ settings }) => settings.domainType)).toEqual(["ExternalRelay"]);
    expect(next.transportConfig.settings.trustedProxies).toEqual(["10.0.0.1"]);
  });
});

describe("what does not change", () => {
  test("is the same state", () => {
    expect(put(base, PUT_AS_IT_IS, permission({ connector: CRM_ID }))).toBe(base);
    expect(overlayState(base, { remove: [], put: [] })).toBe(base);
  });

  test("keeps its object though its neighbours change", () => {
    const next = put(base, PUT_AS_IT_IS, connector({ name: "Third", remoteIpRanges: ["172.16.0.1"] }));
    expect(next.receiveConnectors.get(CRM_ID)).toBe(base.receiveConnectors.get(CRM_ID));
  });
});

describe("a permission joins its connector", () => {
  test.each([
    { title: "by GUID", declared: permission({ connector: CRM_ID, access: "Deny" }) },
    { title: "by name", declared: permission({ connector: "04da6b54", access: "Deny" }, "CRM Application") },
    { title: "by name in place of the GUID", declared: permission({ connector: "crm application", access: "Deny" }) },
  ])("$title", ({ declared }) => {
    const next = put(base, declared);
    const entries = [...next.connectorPermissions.values()].filter(({ settings }) => settings.access === "Deny");
    expect(entries.map(({ settings }) => settings.connector)).toEqual([CRM_ID]);
  });

  test("which is new in the same run", () => {
    const next = put(base, permission({ connector: "unknown" }, "Third"), connector({ name: "Third" }));
    const third = [...next.receiveConnectors.values()].find(({ settings }) => settings.name === "Third");
    expect([...next.connectorPermissions.values()].at(-1)?.settings.connector).toBe(third?.id);
  });

  test("and with other rights is another one", () => {
    expect(put(base, permission({ connector: CRM_ID, extendedRights: ["x"] })).connectorPermissions.size).toBe(3);
  });
});

describe("what is removed", () => {
  test("takes its entries with it when it is a connector", () => {
    const next = remove({ kind: "ReceiveConnector", id: CRM_ID, settings: {} });
    expect([...next.receiveConnectors.keys()]).toEqual([OTHER_ID]);
    expect([...next.connectorPermissions.values()].map(({ settings }) => settings.connector)).toEqual([OTHER_ID]);
  });

  test("is named as it is put: a permission by all of what names it", () => {
    const key = { connector: "unknown", principal: ANONYMOUS, access: "Allow" as const, extendedRights: [RELAY] };
    const next = remove({ kind: "ConnectorPermission", settings: key, connectorName: "CRM Application" });
    expect(next.connectorPermissions.size).toBe(1);
  });

  test("stays when the run puts it again under another logical name", () => {
    const next = overlayState(base, {
      remove: [{ kind: "ReceiveConnector", id: CRM_ID, settings: {} }],
      put: [PUT_AS_IT_IS],
    });
    expect(next).toBe(base);
  });

  test("and was not there changes nothing", () => {
    expect(remove({ kind: "AcceptedDomain", settings: { domainName: "fabrikam.com" } })).toBe(base);
  });

  test("leaves the defaults of the one TransportConfig", () => {
    const trusting = stateOf({ transportConfig: { trustedProxies: ["10.0.0.1"] } });
    const next = overlayState(trusting, { remove: [{ kind: "TransportConfig", settings: {} }], put: [] });
    expect(next.transportConfig.settings.trustedProxies).toEqual([]);
  });
});

describe("entries that nobody declares", () => {
  test.each([
    { unmanagedPermissions: "revoke", left: 1 },
    { unmanagedPermissions: "report", left: 2 },
  ])("are left to $left by $unmanagedPermissions", ({ unmanagedPermissions, left }) => {
    const next = put(base, { ...PUT_AS_IT_IS, unmanagedPermissions } as DeclaredObject);
    expect(next.connectorPermissions.size).toBe(left);
  });

  test("stay when the run declares them", () => {
    const next = put(base, { ...PUT_AS_IT_IS, unmanagedPermissions: "revoke" }, permission({ connector: CRM_ID }));
    expect(next).toBe(base);
  });
});

describe("conflicts", () => {
  test("a new connector takes over what an older one of its stack still holds, whatever the revisions say", () => {
    const old = stateOf({
      receiveConnectors: [{ id: "a", remoteIpRanges: ["10.0.0.0/24"], stack: STACK, selectionRevision: 40 }],
      revision: 0,
    });
    const next = put(old, connector({ name: "b", remoteIpRanges: ["10.0.0.0/24"] }, { owner: OWNER }));
    const selected = buildSnapshot(next, { at: 0 }).select({ address: "0.0.0.0", port: 25 }, "10.0.0.9");
    expect(selected?.connector.name).toBe("b");
  });
});

describe("relay that is withheld", () => {
  const withheld = stateOf({
    receiveConnectors: [
      { id: "a", remoteIpRanges: ["0.0.0.0/0"], permissionGroups: ["AnonymousUsers"], relayLimitedTo: [] },
    ],
    connectorPermissions: [{ connector: "a" }],
  });
  const settings = { name: "a", permissionGroups: ["AnonymousUsers"] as const };
  test.each([
    { title: "stays so while it is wide", change: { comment: "edited" }, limit: [] },
    { title: "is free once it is narrow", change: { remoteIpRanges: ["10.0.0.1"] }, limit: null },
    { title: "is free once it is meant", change: { allowWideRelay: "a public relay" }, limit: null },
  ])("$title", ({ change, limit }) => {
    const next = put(withheld, connector({ ...settings, ...change }));
    expect(next.receiveConnectors.get("a")?.relayLimitedTo).toEqual(limit);
  });
});

describe("a connector that is only observed", () => {
  const before = stateOf({
    receiveConnectors: [{ id: "a", remoteIpRanges: ["10.0.0.0/24"], permissionGroups: ["AnonymousUsers"] }],
    connectorPermissions: [{ connector: "a" }],
  });
  const narrowed = connector({ name: "a", remoteIpRanges: ["10.0.0.1"], observeOnly: true });

  test("goes on enforcing what it was, with its entries", () => {
    const next = put(before, narrowed);
    expect(next.receiveConnectors.get("a")?.settings.remoteIpRanges).toEqual(["10.0.0.1"]);
    expect(next.receiveConnectors.get("a")?.enforced).toMatchObject({
      settings: { remoteIpRanges: ["10.0.0.0/24"] },
      entries: [{ id: "permission-0" }],
    });
  });

  test("enforces itself once it is observed no more", () => {
    const next = put(put(before, narrowed), connector({ name: "a", remoteIpRanges: ["10.0.0.1"] }));
    expect(next.receiveConnectors.get("a")?.enforced).toBeUndefined();
  });
});
