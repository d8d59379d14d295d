import { matchesStackPattern } from "../../model";
import { Rehearsal } from "./rehearsal";
import {
  acceptedDomain,
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
  run,
  settings,
  STACK,
  START,
  update,
} from "./write-fixtures";

const CRM = receiveConnector(connector("CRM Application", ["192.168.2.55"]));
const WIDER = receiveConnector(connector("CRM Application", ["192.168.2.55", "192.168.2.56"]));
const ADMIN = context({ scopes: ["admin"] });

describe("a repeated create", () => {
  it("takes over what its stack made under its logical id, with the new token", () => {
    const host = new Rehearsal();
    const first = host.accept(create(CRM, owner("crm", "old")), context({ run: run("r1", START) }));
    const second = host.accept(create(WIDER, owner("crm", "new")), context({ run: run("r2", START + 1) }));
    expect(second.object.id).toBe(first.object.id);
    expect(second).toMatchObject({ changed: true, object: { settings: WIDER.settings, revision: 2 } });
    expect(second.notices.join()).toContain("Took over");
    expect(host.refuse(update(CRM, first.object.id, { token: "old" })).code).toBe("RELAY_NOT_OWNER");
    expect(host.accept(update(CRM, first.object.id, { token: "new" })).changed).toBe(true);
  });

  it("is refused to a run that began before the owner's", () => {
    const host = new Rehearsal();
    host.accept(create(CRM, owner("crm", "new")), context({ run: run("r2", START + 1000) }));
    const problem = host.refuse(create(WIDER, owner("crm", "old")), context({ run: run("r1", START) }));
    expect(problem.code).toBe("RELAY_STALE_RUN");
    expect(problem.detail).toContain("run r2");
  });

  it("of something new is refused to a run that another one has overtaken, not to its own other processes", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")), context({ run: run("r1", START) }));
    host.accept(remove("ReceiveConnector", object.id, { token: "t1" }), context({ run: run("r2", START + 1000) }));
    const late = create(receiveConnector(connector("Other", ["10.0.0.1"])), owner("other", "t2"));
    expect(host.refuse(late, context({ run: run("r1", START) })).code).toBe("RELAY_STALE_RUN");
    expect(host.accept(late, context({ run: run("r2", START + 500) })).changed).toBe(true);
  });

  it("never finds an object by its name", () => {
    const host = new Rehearsal();
    const first = host.accept(create(CRM, owner("crm", "t1")));
    const second = host.accept(create(CRM, owner("renamed", "t2")));
    expect(second.object.id).not.toBe(first.object.id);
    expect(host.connector(first.object.id).supersededSince).toBe(START);
    expect(host.connector(second.object.id).supersededSince).toBeNull();
    expect(host.accept(remove("ReceiveConnector", first.object.id, { token: "t1" })).deleted).toBe(true);
  });
});

describe("late and stale writes", () => {
  it.each(["create", "update", "delete"])("a %s after its deadline is refused and changes nothing", (action) => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const commands = {
      create: create(WIDER, owner("other", "t2")),
      update: update(WIDER, object.id, { token: "t1" }),
      delete: remove("ReceiveConnector", object.id, { token: "t1" }),
    };
    const late = context({ run: run("r1"), now: START + 600_001 });
    expect(host.refuse(commands[action as keyof typeof commands], late).code).toBe("RELAY_DEADLINE_PASSED");
  });

  it.each(["update", "delete"])("an overtaken run's %s is refused although its token is still good", (action) => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")), context({ run: run("r1", START) }));
    host.accept(update(WIDER, object.id, { token: "t1" }), context({ run: run("r2", START + 5) }));
    const command =
      action === "update"
        ? update(CRM, object.id, { token: "t1" })
        : remove("ReceiveConnector", object.id, { token: "t1" });
    expect(host.refuse(command, context({ run: run("r1", START) })).code).toBe("RELAY_STALE_RUN");
  });

  it("an update with the revision of another time is refused, unless it is true already", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    host.accept(update(WIDER, object.id));
    expect(host.refuse(update(CRM, object.id, { token: "t1", ifMatch: 1 })).code).toBe("RELAY_REVISION_STALE");
    expect(host.accept(update(WIDER, object.id, { token: "t1", ifMatch: 1 })).changed).toBe(false);
  });

  it("a late delete deletes nothing and is a success", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "old")));
    host.accept(create(CRM, owner("crm", "new")));
    const result = host.accept(remove("ReceiveConnector", object.id, { token: "old", ifMatch: 1 }));
    expect(result).toMatchObject({ deleted: false, changed: false });
    expect(result.reason).toContain("Nothing was deleted");
    expect(host.state.receiveConnectors.size).toBe(1);
  });

  it("an update or delete of something gone says so", () => {
    const host = new Rehearsal();
    expect(host.refuse(update(CRM, "nobody", { token: "t1" })).code).toBe("RELAY_NOT_FOUND");
    expect(host.refuse(remove("ReceiveConnector", "nobody", { token: "t1" })).code).toBe("RELAY_NOT_FOUND");
  });
});

describe("a place that is taken", () => {
  const places = [
    ["connector name, without case", CRM, receiveConnector(connector("crm application", ["10.0.0.1"]))],
    [
      "accepted domain",
      acceptedDomain(domain("contoso.com")),
      acceptedDomain(domain("contoso.com", { matchSubDomains: true })),
    ],
  ] as const;

  it.each(places)("by nobody's object (%s) is refused, and taken with adoptExisting", (_what, there, wish) => {
    const host = new Rehearsal();
    const { object } = host.accept(create(there, null));
    const problem = host.refuse(create(wish, owner("crm", "t1")));
    expect([problem.code, problem.detail]).toEqual(["RELAY_NAME_TAKEN", expect.stringContaining("declared by nobody")]);
    const adopted = host.accept(create(wish, owner("crm", "t1"), { adoptExisting: true }));
    expect(adopted.object).toMatchObject({ id: object.id, settings: wish.settings, owner: { logicalId: "crm" } });
    expect(adopted.object.revision).toBeGreaterThan(object.revision);
  });

  it.each(places)("by another stack's object (%s) is taken only with an admin token", (_what, there, wish) => {
    const host = new Rehearsal();
    host.accept(create(there, owner("x", "t0", OTHER_STACK)));
    expect(host.refuse(create(wish, owner("crm", "t1"))).detail).toContain(OTHER_STACK);
    const adopting = create(wish, owner("crm", "t1"), { adoptExisting: true });
    expect(host.refuse(adopting).code).toBe("RELAY_NAME_TAKEN");
    const boundAdmin = context({ scopes: ["admin"], stackPattern: "acme/relay/*" });
    expect(host.refuse(adopting, boundAdmin).code).toBe("RELAY_NAME_TAKEN");
    expect(host.accept(adopting, ADMIN).object.owner?.stack).toBe(STACK);
  });

  it("is never taken by hand", () => {
    const host = new Rehearsal();
    host.accept(create(CRM, owner("crm", "t1")));
    const wish = receiveConnector(connector("CRM Application", ["10.0.0.1"]));
    expect(host.refuse(create(wish, null, { adoptExisting: true }), ADMIN).code).toBe("RELAY_NAME_TAKEN");
  });

  it("within one stack is no obstacle: two names can be swapped in one run", () => {
    const host = new Rehearsal();
    const [a, b] = [connector("A", ["10.0.0.1"]), connector("B", ["10.0.0.2"])];
    const first = host.accept(create(receiveConnector(a), owner("a", "ta"))).object;
    const second = host.accept(create(receiveConnector(b), owner("b", "tb"))).object;
    host.accept(update(receiveConnector({ ...a, name: "B" }), first.id, { token: "ta" }));
    expect(host.connector(second.id).supersededSince).toBe(START);
    host.accept(update(receiveConnector({ ...b, name: "A" }), second.id, { token: "tb" }));
    expect([first, second].map(({ id }) => host.connector(id).supersededSince)).toEqual([null, null]);
  });
});

describe("who may write", () => {
  it.each([
    ["acme/relay/*", "acme/relay/prod", true],
    ["*/relay/prod", "organization/relay/prod", true],
    ["acme/relay/prod", "acme/relay/production", false],
    ["acme/relay/*", "acme/relay-2/prod", false],
    ["acme/*/*", "acme/relay/prod/x", false],
    ["acme/relay", "acme/relay/prod", false],
  ])("the pattern %s on stack %s: %s", (pattern, stack, expected) => {
    expect(matchesStackPattern(pattern, stack)).toBe(expected);
  });

  it("a bound token writes for its stacks only, and never by hand", () => {
    const host = new Rehearsal();
    const bound = context({ stackPattern: "acme/relay/*" });
    const { object } = host.accept(create(CRM, owner("crm", "t1")), bound);
    expect(host.refuse(create(WIDER, owner("crm", "t1", OTHER_STACK)), bound).code).toBe("RELAY_STACK_FORBIDDEN");
    expect(host.refuse(update(WIDER, object.id), bound).code).toBe("RELAY_STACK_FORBIDDEN");
  });

  it.each([
    ["nothing", CRM, ["read"], "write"],
    ["no TransportConfig", { kind: "TransportConfig", settings: settings("TransportConfig", {}) }, ["write"], "admin"],
  ] as const)("a token may write %s beyond its scope", (_what, wish, scopes, needed) => {
    const problem = new Rehearsal().refuse(
      update<"ReceiveConnector" | "TransportConfig">(wish, "x"),
      context({ scopes }),
    );
    expect([problem.code, problem.detail]).toEqual(["RELAY_SCOPE_MISSING", expect.stringContaining(`scope ${needed}`)]);
  });

  it("anybody with the write scope edits by hand, and the owner's token stays good", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const edited = host.accept(update(WIDER, object.id)).object;
    expect(edited.owner).toEqual({ stack: STACK, logicalId: "crm" });
    expect(host.accept(update(CRM, object.id, { token: "t1", ifMatch: edited.revision })).changed).toBe(true);
  });

  it("the token of one stack is worth nothing under another's name", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    expect(host.refuse(update(WIDER, object.id, { token: "t1", stack: OTHER_STACK })).code).toBe("RELAY_NOT_OWNER");
  });
});

describe("the postmaster's domain", () => {
  const config = (more: object) => ({ kind: "TransportConfig", settings: settings("TransportConfig", more) }) as const;
  const withPostmaster = config({ postmaster: "postmaster@contoso.com" });

  it("must be accepted when it is set, and its loss is told, not refused", () => {
    const host = new Rehearsal();
    const { id } = host.state.transportConfig;
    const problem = host.refuse(update(withPostmaster, id), ADMIN);
    expect([problem.code, problem.property]).toEqual(["RELAY_DOMAIN_INVALID", "postmaster"]);
    const ours = host.accept(create(acceptedDomain(domain("contoso.com")), owner("ours", "t1"))).object;
    host.accept(update(withPostmaster, id), ADMIN);
    const gone = host.accept(remove("AcceptedDomain", ours.id, { token: "t1" }));
    expect(gone.notices).toEqual([expect.stringContaining("postmaster@contoso.com")]);
    const modern = config({ postmaster: "postmaster@contoso.com", dialect: "modern" });
    expect(host.accept(update(modern, id), ADMIN).changed).toBe(true);
  });
});

describe("a claim", () => {
  const claim = (id: string, stack = STACK, logicalId = "crm") =>
    ({ action: "claim", kind: "ReceiveConnector", id, owner: owner(logicalId, "fresh", stack) }) as const;

  it("gives nobody's object an owner, as a change of its own", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, null));
    expect(host.accept(claim(object.id)).object).toMatchObject({
      owner: { stack: STACK, logicalId: "crm" },
      revision: 2,
    });
    expect(host.accept(update(WIDER, object.id, { token: "fresh" })).changed).toBe(true);
  });

  it("of another stack's object needs an admin token", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1", OTHER_STACK)));
    expect(host.refuse(claim(object.id)).code).toBe("RELAY_NOT_OWNER");
    const boundAdmin = context({ scopes: ["admin"], stackPattern: "acme/relay/*" });
    expect(host.refuse(claim(object.id), boundAdmin).code).toBe("RELAY_NOT_OWNER");
    expect(host.accept(claim(object.id), ADMIN).object.owner?.stack).toBe(STACK);
  });

  it("of a logical id that has an object is refused", () => {
    const host = new Rehearsal();
    host.accept(create(CRM, owner("crm", "t1")));
    const { object } = host.accept(create(receiveConnector(connector("Other", ["10.0.0.1"])), null));
    expect(host.refuse(claim(object.id)).code).toBe("RELAY_NAME_TAKEN");
  });
});

describe("deleting a connector", () => {
  it("takes its stack's and unmanaged entries along, in the same revision", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    host.accept(create(permission(relayEntry(object.id)), owner("relay", "t2")));
    host.accept(create(permission(relayEntry(object.id, { extendedRights: ["ms-Exch-Bypass-Anti-Spam"] })), null));
    const result = host.accept(remove("ReceiveConnector", object.id, { token: "t1" }));
    expect(result.changes.removed).toHaveLength(3);
    expect(host.state.connectorPermissions.size).toBe(0);
  });

  it("is refused while another stack has rights on it, naming them", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    host.accept(create(permission(relayEntry(object.id)), owner("relay", "t2", OTHER_STACK)));
    const problem = host.refuse(remove("ReceiveConnector", object.id, { token: "t1" }));
    expect(problem.code).toBe("RELAY_CONNECTOR_IN_USE");
    expect(problem.detail).toContain(
      `Allow NT AUTHORITY\\ANONYMOUS LOGON on CRM Application" (declared by stack ${OTHER_STACK}`,
    );
  });
});
