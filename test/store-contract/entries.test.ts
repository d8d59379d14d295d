import type { WriteProblem } from "../../model";
import { Rehearsal } from "./rehearsal";
import {
  connector,
  context,
  create,
  domain,
  OTHER_STACK,
  owner,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  START,
  update,
} from "./write-fixtures";

const CRM = receiveConnector(connector("CRM Application", ["192.168.2.55"]));
const failuresOf = ({ failures = [] }: WriteProblem) => failures.map(({ property, message }) => [property, message]);
const SPAM = { extendedRights: ["ms-Exch-Bypass-Anti-Spam"] };

function hostWithConnector() {
  const host = new Rehearsal();
  const { id } = host.accept(create(CRM, owner("crm", "t1"))).object;
  return { host, id };
}

describe("an entry", () => {
  it("needs its connector", () => {
    const problem = new Rehearsal().refuse(create(permission(relayEntry("4711")), owner("relay", "t2")));
    expect([problem.code, problem.property]).toEqual(["RELAY_CONNECTOR_UNKNOWN", "connector"]);
    expect(problem.detail).toContain("4711");
  });

  it("that nobody declares is adopted by the stack that owns the connector, and by no other", () => {
    const { host, id } = hostWithConnector();
    const there = host.accept(create(permission(relayEntry(id)), null)).object;
    const foreign = create(permission(relayEntry(id)), owner("relay", "t2", OTHER_STACK));
    expect(host.refuse(foreign).code).toBe("RELAY_NAME_TAKEN");
    const adopted = host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    expect(adopted.object).toMatchObject({ id: there.id, owner: { logicalId: "relay" } });
    expect(adopted.object.revision).toBeGreaterThan(there.revision);
  });

  it("replaced by one that nobody declares absorbs it: there is one entry in the end", () => {
    const { host, id } = hostWithConnector();
    host.accept(create(permission(relayEntry(id, SPAM)), owner("relay", "t2")));
    const unmanaged = host.accept(create(permission(relayEntry(id)), null)).object;
    const moved = host.accept(create(permission(relayEntry(id)), owner("relay", "t3")));
    expect(moved.changes.removed).toEqual([{ kind: "ConnectorPermission", id: unmanaged.id }]);
    expect([...host.state.connectorPermissions.keys()]).toEqual([moved.object.id]);
  });

  it.each([
    ["another stack's", owner("x", "t9", OTHER_STACK)],
    ["anybody's, by hand", null],
  ])("that repeats a right of %s entry is refused", (_whose, claim) => {
    const { host, id } = hostWithConnector();
    const both = { extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-Bypass-Anti-Spam"] };
    host.accept(create(permission(relayEntry(id, both)), owner("relay", "t2")));
    const problem = host.refuse(create(permission(relayEntry(id)), claim));
    expect([problem.code, problem.property]).toEqual(["RELAY_DUPLICATE_PERMISSION", "extendedRights"]);
  });
});

describe("revoking unmanaged entries with an update of their connector", () => {
  it("takes away exactly the ones named, in the same revision", () => {
    const { host, id } = hostWithConnector();
    const entry = host.accept(create(permission(relayEntry(id)), null)).object;
    host.accept(create(permission(relayEntry(id, SPAM)), null));
    const revokeEntries = [
      { id: entry.id, revision: entry.revision },
      { id: "gone-already", revision: 1 },
    ];
    const result = host.accept(update(CRM, id, { token: "t1", revokeEntries }));
    expect(result).toMatchObject({ changed: true, revision: 4, object: { revision: 1 } });
    expect(result.changes.removed).toEqual([{ kind: "ConnectorPermission", id: entry.id }]);
    expect(host.state.connectorPermissions.size).toBe(1);
  });

  it("leaves one alone that was declared in the meantime, by whomever", () => {
    const { host, id } = hostWithConnector();
    const entry = host.accept(create(permission(relayEntry(id)), null)).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    const revokeEntries = [{ id: entry.id, revision: entry.revision }];
    const result = host.accept(update(CRM, id, { token: "t1", revokeEntries }));
    expect(result).toMatchObject({ changed: false, notices: [expect.stringContaining("was not revoked")] });
  });

  it("is refused for one that was edited since, and for another connector's", () => {
    const { host, id } = hostWithConnector();
    const other = host.accept(create(receiveConnector(connector("Other", ["10.0.0.1"])), owner("o", "to"))).object;
    const entry = host.accept(create(permission(relayEntry(id)), null)).object;
    const revokeEntries = [{ id: entry.id, revision: entry.revision - 1 }];
    expect(host.refuse(update(CRM, id, { token: "t1", revokeEntries })).code).toBe("RELAY_REVISION_STALE");
    const elsewhere = update(receiveConnector(connector("Other", ["10.0.0.1"])), other.id, {
      token: "to",
      revokeEntries,
    });
    expect(host.refuse(elsewhere).code).toBe("RELAY_ENTRY_ELSEWHERE");
    expect(host.state.connectorPermissions.size).toBe(1);
  });
});

describe("relay from a wide public range", () => {
  const wide = receiveConnector(connector("Gateway", ["203.0.0.0/16"]));
  const narrow = receiveConnector(connector("Gateway", ["203.0.0.0/28"]));
  const both = (first: "connector" | "entry") => {
    const host = new Rehearsal();
    const { id } = host.accept(create(first === "connector" ? wide : narrow, owner("gw", "t1"))).object;
    return { host, id };
  };

  it("is passed through by a stack's writes, with what they add withheld until it is over", () => {
    const { host, id } = both("entry");
    host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    const passing = host.accept(update(wide, id, { token: "t1" }));
    expect(passing.object).toMatchObject({ relayLimitedTo: ["203.0.0.0/28"] });
    expect(passing.notices.join()).toContain("relay is withheld");
    host.accept({
      action: "delete",
      kind: "ConnectorPermission",
      id: entryId(host),
      ifMatch: null,
      ownerToken: "t2",
      stack: "acme/relay/prod",
    });
    expect(host.connector(id).relayLimitedTo).toBeNull();
  });

  it("withholds everything when nothing was allowed before, and never the entry's revision from its connector", () => {
    const { host, id } = both("connector");
    const before = host.connector(id).revision;
    host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    expect(host.connector(id)).toMatchObject({ relayLimitedTo: [], revision: before });
    host.accept(update(narrow, id, { token: "t1", ifMatch: before }));
    expect(host.connector(id).relayLimitedTo).toBeNull();
  });

  it("never grows over several passing writes", () => {
    const { host, id } = both("entry");
    host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    host.accept(update(wide, id, { token: "t1" }));
    host.accept(update(receiveConnector(connector("Gateway", ["203.0.0.0/12"])), id, { token: "t1" }));
    expect(host.connector(id).relayLimitedTo).toEqual(["203.0.0.0/28"]);
  });

  it("is refused by hand, from either side, and named", () => {
    const { host, id } = both("connector");
    const entry = host.refuse(create(permission(relayEntry(id)), null));
    expect([entry.code, entry.detail]).toEqual(["RELAY_WIDE_RELAY", expect.stringContaining("65536 public IPv4")]);
    const other = both("entry");
    other.host.accept(create(permission(relayEntry(other.id)), owner("relay", "t2")));
    expect(other.host.refuse(update(wide, other.id)).code).toBe("RELAY_WIDE_RELAY");
  });

  it("fails the properties of the written object that could be otherwise", () => {
    const { host, id } = both("connector");
    const entry = host.refuse(create(permission(relayEntry(id)), null));
    expect(failuresOf(entry)).toEqual([["extendedRights", expect.stringContaining("65536 public IPv4 addresses")]]);
    const other = both("entry");
    other.host.accept(create(permission(relayEntry(other.id)), owner("relay", "t2")));
    const edit = other.host.refuse(update(wide, other.id));
    expect(failuresOf(edit)).toEqual([
      ["remoteIpRanges", expect.stringContaining("Narrow the ranges")],
      ["allowWideRelay", expect.stringContaining("give the reason")],
    ]);
    for (const { message } of edit.failures ?? []) expect(edit.detail).toContain(message);
  });

  it("fails no property of an entry whose withdrawal would open it", () => {
    const { host, id } = both("connector");
    const deny = host.accept(create(permission({ ...relayEntry(id), access: "Deny" }), null)).object;
    host.accept(create(permission(relayEntry(id)), null));
    const problem = host.refuse(remove("ConnectorPermission", deny.id));
    expect(problem.code).toBe("RELAY_WIDE_RELAY");
    expect(problem.detail).toContain("Narrow the connector's");
    expect(problem).not.toHaveProperty("failures");
  });

  it("does not stop an edit by hand that adds nothing to it", () => {
    const { host, id } = both("connector");
    host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    const edit = receiveConnector(connector("Gateway", ["203.0.0.0/16"], { comment: "seen" }));
    expect(host.accept(update(edit, id)).object.relayLimitedTo).toEqual([]);
  });

  it("that was meant does not lose its reason by hand and go on", () => {
    const host = new Rehearsal();
    const meant = receiveConnector(connector("Gateway", ["203.0.0.0/16"], { allowWideRelay: "our own network" }));
    const { id } = host.accept(create(meant, null)).object;
    host.accept(create(permission(relayEntry(id)), null));
    expect(host.refuse(update(wide, id)).code).toBe("RELAY_WIDE_RELAY");
    expect(host.accept(update(narrow, id)).object.relayLimitedTo).toBeNull();
  });

  it("is refused when one half is another stack's or nobody's, naming both", () => {
    const { host, id } = both("connector");
    const foreign = host.refuse(create(permission(relayEntry(id)), owner("relay", "t2", OTHER_STACK)));
    expect(foreign.code).toBe("RELAY_WIDE_RELAY");
    expect(foreign.detail).toMatch(/ReceiveConnector "Gateway" .*; ConnectorPermission "Allow .*on Gateway"/);
    const other = both("entry");
    other.host.accept(create(permission(relayEntry(other.id)), null));
    expect(other.host.refuse(update(wide, other.id, { token: "t1" })).detail).toContain("declared by nobody");
  });

  it("is none where onlyRecipients keeps to accepted domains, until one of those goes", () => {
    const host = new Rehearsal();
    const contoso = { action: "create", kind: "AcceptedDomain", adoptExisting: false, owner: null } as const;
    const accepted = host.accept({ ...contoso, settings: domain("contoso.com") }).object;
    const only = receiveConnector(connector("Gateway", ["203.0.0.0/16"], { onlyRecipients: ["contoso.com"] }));
    const { id } = host.accept(create(only, owner("gw", "t1"))).object;
    host.accept(create(permission(relayEntry(id)), owner("relay", "t2")));
    expect(host.connector(id).relayLimitedTo).toBeNull();
    expect(host.refuse(remove("AcceptedDomain", accepted.id)).code).toBe("RELAY_WIDE_RELAY");
    const more = connector("Gateway", ["203.0.0.0/16"], { onlyRecipients: ["contoso.com", "example.org"] });
    host.accept(update(receiveConnector(more), id, { token: "t1" }));
    expect(host.connector(id).relayLimitedTo).toEqual([]);
  });

  it("is none once the right has expired, and one again with a new end", () => {
    const host = new Rehearsal();
    const { id } = host.accept(create(narrow, owner("gw", "t1"))).object;
    const ending = permission(relayEntry(id, { expiresAt: "2026-11-24T08:00:00Z" }));
    const entry = host.accept(create(ending, null)).object;
    expect(host.refuse(update(wide, id)).code).toBe("RELAY_WIDE_RELAY");
    const late = context({ now: Date.UTC(2026, 10, 24, 8) });
    expect(host.accept(update(wide, id), late).object.relayLimitedTo).toBeNull();
    const again = permission(relayEntry(id, { expiresAt: "2026-11-25T08:00:00Z" }));
    expect(host.refuse(update(again, entry.id), late).code).toBe("RELAY_WIDE_RELAY");
  });

  it("is taken with a reason, by anybody", () => {
    const host = new Rehearsal();
    const meant = receiveConnector(connector("Gateway", ["203.0.0.0/16"], { allowWideRelay: "our own network" }));
    const { id } = host.accept(create(meant, null)).object;
    host.accept(create(permission(relayEntry(id)), null), context({ now: START }));
    expect(host.connector(id).relayLimitedTo).toBeNull();
  });

  function entryId(host: Rehearsal): string {
    return [...host.state.connectorPermissions.keys()][0] ?? "";
  }
});
