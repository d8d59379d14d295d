import { CONNECTOR_DEFAULTS, snapshotOf } from "./snapshot-fixture";
import { ANONYMOUS_LOGON, AUTHENTICATED_USERS } from "./principal";
import { permissionEntry } from "./permission-groups";
import { rememberRights } from "./remember-rights";

const NEW_YEAR = "2027-01-01T00:00:00Z";
const AT = Date.parse(NEW_YEAR);
const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";
const SUBMIT = "ms-Exch-SMTP-Submit";

const entry = (id: string, settings: object) =>
  permissionEntry(id, {
    connector: "crm",
    principal: ANONYMOUS_LOGON,
    access: "Allow",
    extendedRights: [RELAY],
    expiresAt: null,
    owner: null,
    reason: null,
    ticket: null,
    ...settings,
  });

function rights(connector: object, entries: readonly ReturnType<typeof entry>[]) {
  const settings = { ...CONNECTOR_DEFAULTS, permissionGroups: ["AnonymousUsers"] as const, ...connector };
  return rememberRights({ connectorId: "crm", settings, entries });
}

describe("rights and time", () => {
  test("an entry grants until the second it expires at, and is then named as expired", () => {
    const rightsOf = rights({}, [entry("p1", { expiresAt: NEW_YEAR })]);
    expect(rightsOf([ANONYMOUS_LOGON], AT - 1).granted.get(RELAY)).toMatchObject({ entry: "p1" });
    const after = rightsOf([ANONYMOUS_LOGON], AT);
    expect(after.granted.has(RELAY)).toBe(false);
    expect(after.expired.get(RELAY)).toMatchObject({ entry: "p1", connectorId: "crm" });
    expect(after.granted.has(SUBMIT)).toBe(true);
  });

  test("another entry with the same right goes on", () => {
    const rightsOf = rights({}, [entry("p1", { expiresAt: NEW_YEAR }), entry("p2", {})]);
    const after = rightsOf([ANONYMOUS_LOGON], AT);
    expect(after.granted.get(RELAY)).toMatchObject({ entry: "p2" });
    expect(after.expired.size).toBe(0);
  });

  test("an expired connector grants nothing to anybody, its presets included", () => {
    const rightsOf = rights({ expiresAt: NEW_YEAR, permissionGroups: ["AnonymousUsers", "ExchangeUsers"] }, []);
    expect(rightsOf([ANONYMOUS_LOGON], AT - 1).granted.size).toBe(4);
    for (const principal of [ANONYMOUS_LOGON, AUTHENTICATED_USERS]) {
      const after = rightsOf([principal], AT);
      expect(after.granted.size).toBe(0);
      expect(after.expired.get(SUBMIT)).toEqual({ connectorId: "crm", connectorName: "Default", right: SUBMIT });
    }
  });

  test("a deny holds for ever, and hides what has expired", () => {
    const rightsOf = rights({}, [entry("p1", { expiresAt: NEW_YEAR }), entry("d", { access: "Deny" })]);
    const after = rightsOf([ANONYMOUS_LOGON], AT);
    expect(after.denied.get(RELAY)).toMatchObject({ entry: "d" });
    expect(after.expired.size).toBe(0);
  });

  test("the answer is the same object until something expires, so that a transaction costs a look-up", () => {
    const { connectors } = snapshotOf({
      receiveConnectors: [{ id: "crm", permissionGroups: ["AnonymousUsers"] }],
      connectorPermissions: [{ connector: "crm", expiresAt: NEW_YEAR }],
    });
    const rightsAt = (at: number) => connectors.get("crm")?.rightsOf([ANONYMOUS_LOGON], at);
    expect(rightsAt(0)).toBe(rightsAt(AT - 1));
    expect(rightsAt(AT)).toBe(rightsAt(AT * 2));
    expect(rightsAt(AT)).not.toBe(rightsAt(0));
  });
});
