import { Rehearsal } from "./rehearsal";
import {
  connector,
  create,
  OTHER_STACK,
  owner,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  settings,
  update,
} from "./write-fixtures";

const group = (name: string) => ({ kind: "RelayGroup", settings: settings("RelayGroup", { name }) }) as const;
const user = (username: string, groups: readonly string[] = []) =>
  ({ kind: "RelayUser", settings: settings("RelayUser", { username, groups }) }) as const;
const CRM = receiveConnector(connector("CRM", ["10.0.0.1"]));

/** A group of the stack, named by one of its accounts and by one entry. */
function prepare(entryOwner = owner("entry", "t4"), host = new Rehearsal()) {
  const applications = host.accept(create(group("Applications"), owner("group", "t1"))).object;
  const member = host.accept(create(user("crm-app", ["applications"]), owner("user", "t2"))).object;
  const crm = host.accept(create(CRM, owner("crm", "t3"))).object;
  const entry = host.accept(create(permission(relayEntry(crm.id, { principal: "Applications" })), entryOwner)).object;
  return { host, applications, member, entry };
}

describe("a client certificate", () => {
  const FINGERPRINT = Array.from({ length: 32 }, () => "AB").join(":");
  const holder = (username: string, clientCertificates: readonly string[] = [FINGERPRINT]) =>
    ({ kind: "RelayUser", settings: settings("RelayUser", { username, clientCertificates }) }) as const;

  it("stands for one account: neither another stack nor a hand takes it over", () => {
    const host = new Rehearsal();
    host.accept(create(holder("crm-app"), owner("user", "t1")));
    const refused = host.refuse(create(holder("other"), owner("user", "t2", OTHER_STACK)));
    expect(refused).toMatchObject({ code: "RELAY_NAME_TAKEN", property: "clientCertificates" });
    expect(refused.detail).toContain('stands for the RelayUser "crm-app" of stack acme/relay/prod');
    const { id } = host.accept(create(holder("other", []), null)).object;
    expect(host.refuse(update(holder("other"), id)).code).toBe("RELAY_NAME_TAKEN");
  });

  it("goes from one account of a stack to another one in a run", () => {
    const host = new Rehearsal();
    const { id } = host.accept(create(holder("crm-app"), owner("old", "t1"))).object;
    host.accept(create(holder("crm-2"), owner("new", "t2")));
    expect(host.accept(update(holder("crm-app", []), id, { token: "t1" })).changed).toBe(true);
  });
});

describe("accounts and groups that others name", () => {
  it("a group that its stack gives up takes the stack's entries with it; its members keep an empty name", () => {
    const { host, applications, member, entry } = prepare();
    const gone = host.accept(remove("RelayGroup", applications.id, { token: "t1" }));
    expect(gone.notices).toEqual([expect.stringMatching(/^ConnectorPermission .* went with its principal\.$/)]);
    expect(host.state.connectorPermissions.has(entry.id)).toBe(false);
    expect(host.accept(remove("RelayUser", member.id, { token: "t2" })).deleted).toBe(true);
    expect(host.refuse(remove("ConnectorPermission", entry.id, { token: "t4" })).code).toBe("RELAY_NOT_FOUND");
  });

  it("what another stack names is its to remove first", () => {
    const { host, applications } = prepare(owner("entry", "t4", OTHER_STACK));
    const refused = host.refuse(remove("RelayGroup", applications.id, { token: "t1" }));
    expect(refused.code).toBe("RELAY_PRINCIPAL_IN_USE");
    expect(refused.detail).toBe(
      'RelayGroup "Applications" (declared by stack acme/relay/prod as group) is named by others: ConnectorPermission "Allow Applications on CRM" (declared by stack acme/billing/prod as entry).',
    );
  });

  it("by hand a group goes only when nobody belongs to it", () => {
    const { host, applications } = prepare();
    expect(host.refuse(remove("RelayGroup", applications.id)).detail).toContain('RelayUser "crm-app"');
  });

  it("a rename is followed by the stack's own run, and refused by hand or under others", () => {
    const { host, applications } = prepare();
    expect(host.refuse(update(group("Services"), applications.id)).code).toBe("RELAY_PRINCIPAL_IN_USE");
    expect(host.accept(update(group("Services"), applications.id, { token: "t1" })).changed).toBe(true);
    const other = prepare(owner("entry", "t4", OTHER_STACK));
    expect(other.host.refuse(update(group("Services"), other.applications.id, { token: "t1" })).code).toBe(
      "RELAY_PRINCIPAL_IN_USE",
    );
    expect(other.host.accept(update(group("APPLICATIONS"), other.applications.id)).changed).toBe(true);
  });

  it("a name belongs to an account or a group, unless one of a stack takes the place of its other one", () => {
    const host = new Rehearsal();
    const { id } = host.accept(create(user("crm"), owner("user", "t1"))).object;
    expect(host.refuse(create(group("CRM"), owner("group", "t2", OTHER_STACK))).code).toBe("RELAY_NAME_TAKEN");
    expect(host.refuse(create(group("CRM"), null)).code).toBe("RELAY_NAME_TAKEN");
    host.accept(create(group("CRM"), owner("group", "t2")));
    expect(host.accept(remove("RelayUser", id, { token: "t1" })).deleted).toBe(true);
  });

  it("a group that was declared again under another logical name keeps its entries when the first one goes", () => {
    const { host, applications, entry } = prepare();
    host.accept(create(group("Applications"), owner("group-2", "t5")));
    host.accept(remove("RelayGroup", applications.id, { token: "t1" }));
    expect(host.state.connectorPermissions.has(entry.id)).toBe(true);
  });
});
