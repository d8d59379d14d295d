import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigDatabase } from "../../relay/store";
import { Rehearsal } from "./rehearsal";
import {
  acceptedDomain,
  connector,
  context,
  create,
  domain,
  owner,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  run,
  STACK,
  START,
  update,
} from "./write-fixtures";

const RENAMED = "acme/relay/production";
const CRM = receiveConnector(connector("CRM Application", ["192.168.2.55"]));
const WIDER = receiveConnector(connector("CRM Application", ["192.168.2.55", "192.168.2.56"]));
const ERP = receiveConnector(connector("ERP", ["10.0.0.1"]));

const as = (logicalId: string, stack = STACK) => ({ declaredAs: { stack, logicalId } });

describe("an update after a rename of the stack", () => {
  it("moves the owner with the settings, and the new name is what proves it from then on", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const moved = host.accept(update(WIDER, object.id, { token: "t1", ifMatch: 1, ...as("crm", RENAMED) }));
    expect(moved).toMatchObject({
      changed: true,
      object: { owner: { stack: RENAMED, logicalId: "crm" }, revision: 2 },
    });
    host.accept(update(CRM, object.id, { token: "t1", stack: RENAMED, ifMatch: 2, ...as("crm", RENAMED) }));
    expect(host.refuse(update(WIDER, object.id, { token: "t1" })).code).toBe("RELAY_NOT_OWNER");
    expect(host.accept(remove("ReceiveConnector", object.id, { token: "t1", stack: RENAMED })).deleted).toBe(true);
  });

  it("that changes nothing else is a change of its own, and leaves the connector's place in the selection", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const { object: moved } = host.accept(update(CRM, object.id, { token: "t1", ...as("crm", RENAMED) }));
    expect(moved).toMatchObject({ revision: 2, selectionRevision: 1, settings: CRM.settings });
  });

  it.each(["update", "delete"])("whose answer was lost leaves the old name good for the next %s", (action) => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const wish = update(WIDER, object.id, { token: "t1", ifMatch: 1, ...as("crm", RENAMED) });
    host.accept(wish);
    if (action === "update") expect(host.accept(wish)).toMatchObject({ changed: false, object: { revision: 2 } });
    else expect(host.accept(remove("ReceiveConnector", object.id, { token: "t1", ifMatch: 2 })).deleted).toBe(true);
  });

  it.each([
    ["the old name only", STACK],
    ["the new name only", RENAMED],
  ])("is refused to a token that is bound to %s", (_what, stackPattern) => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const wish = update(CRM, object.id, { token: "t1", ...as("crm", RENAMED) });
    expect(host.refuse(wish, context({ stackPattern })).code).toBe("RELAY_STACK_FORBIDDEN");
    expect(host.accept(wish, context({ stackPattern: "acme/relay/*" })).object.owner?.stack).toBe(RENAMED);
    const late = remove("ReceiveConnector", object.id, { token: "t1" });
    expect(host.refuse(late, context({ stackPattern: STACK })).code).toBe("RELAY_STACK_FORBIDDEN");
  });

  it.each([
    ["another token", { token: "t2" }],
    ["another stack's name", { token: "t1", stack: "acme/billing/prod" }],
  ])("moves nothing with %s", (_what, proof) => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    expect(host.refuse(update(CRM, object.id, { ...proof, ...as("crm", RENAMED) })).code).toBe("RELAY_NOT_OWNER");
  });

  it("moves nothing by hand", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    host.accept(update(WIDER, object.id, as("crm", RENAMED)));
    expect(host.connector(object.id).owner).toEqual({ stack: STACK, logicalId: "crm" });
  });

  it("of an overtaken run is refused", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")), context({ run: run("r2", START + 5) }));
    const wish = update(CRM, object.id, { token: "t1", ...as("crm", RENAMED) });
    expect(host.refuse(wish, context({ run: run("r1", START) })).code).toBe("RELAY_STALE_RUN");
  });

  it("keeps the old owner where another object has the new name, and says so until that is gone", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    const left = host.accept(create(ERP, owner("crm", "t0", RENAMED))).object;
    const wish = update(WIDER, object.id, { token: "t1", ...as("crm", RENAMED) });
    const kept = host.accept(wish);
    expect(kept.object).toMatchObject({ settings: WIDER.settings, owner: { stack: STACK } });
    expect(kept.notices).toEqual([expect.stringContaining('"ERP" (declared by stack acme/relay/production as crm)')]);
    host.accept(remove("ReceiveConnector", left.id));
    expect(host.accept(wish).object.owner).toEqual({ stack: RENAMED, logicalId: "crm" });
  });

  it("makes no exception for connectors that still have the old name, which the next update moves too", () => {
    const host = new Rehearsal();
    const [a, b] = [connector("A", ["10.0.0.1"]), connector("B", ["10.0.0.2"])].map(receiveConnector);
    const first = host.accept(create(a!, owner("a", "ta"))).object;
    const second = host.accept(create(b!, owner("b", "tb"))).object;
    const swapped = receiveConnector({ ...a!.settings, remoteIpRanges: ["10.0.0.2"] });
    const swap = update(swapped, first.id, { token: "ta", ...as("a", RENAMED) });
    expect(host.refuse(swap).code).toBe("RELAY_RANGE_CONFLICT");
    host.accept(update(a!, first.id, { token: "ta", ...as("a", RENAMED) }));
    host.accept(update(b!, second.id, { token: "tb", ...as("b", RENAMED) }));
    expect(host.accept(swap).changed).toBe(true);
  });

  it("goes on holding the ranges that it takes from a connector", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(WIDER, owner("crm", "t1")));
    host.accept(update(CRM, object.id, { token: "t1", ...as("crm", RENAMED) }));
    expect(host.state.releases).toMatchObject([{ ranges: ["192.168.2.56"], stack: RENAMED }]);
  });

  it("moves every kind", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    for (const wish of [permission(relayEntry(object.id)), acceptedDomain(domain("contoso.com"))]) {
      const made = host.accept(create(wish, owner("x", "t2"))).object;
      const change = { token: "t2", ...as("y", RENAMED) };
      const moved = host.accept(update<"ConnectorPermission" | "AcceptedDomain">(wish, made.id, change)).object;
      expect(moved.owner).toEqual({ stack: RENAMED, logicalId: "y" });
    }
  });
});

describe("an update after a rename of the resource", () => {
  it("frees the old name: a later resource of that name gets an object of its own", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(CRM, owner("crm", "t1")));
    host.accept(update(CRM, object.id, { token: "t1", ...as("crm-2") }));
    const reused = host.accept(create(ERP, owner("crm", "t2"))).object;
    expect(reused.id).not.toBe(object.id);
    expect(host.connector(object.id)).toMatchObject({ settings: CRM.settings, owner: { logicalId: "crm-2" } });
  });

  it("exchanges names with an object that has the new one, so that two can swap", () => {
    const host = new Rehearsal();
    const first = host.accept(create(CRM, owner("a", "ta"))).object;
    const second = host.accept(create(ERP, owner("b", "tb"))).object;
    host.accept(update(CRM, first.id, { token: "ta", ifMatch: 1, ...as("b") }));
    expect(host.connector(second.id)).toMatchObject({ revision: 2, owner: { logicalId: "a" } });
    const last = host.accept(update(ERP, second.id, { token: "tb", ifMatch: 2, ...as("a") }));
    expect(last.changed).toBe(false);
    expect([first, second].map(({ id }) => host.connector(id).owner?.logicalId)).toEqual(["b", "a"]);
  });

  it("moves along a chain in any order", () => {
    const host = new Rehearsal();
    const [ta, tb] = [
      host.accept(create(CRM, owner("a", "ta"))).object,
      host.accept(create(ERP, owner("b", "tb"))).object,
    ];
    host.accept(update(CRM, ta.id, { token: "ta", ...as("b") }));
    host.accept(update(ERP, tb.id, { token: "tb", ...as("c") }));
    expect([ta, tb].map(({ id }) => host.connector(id).owner?.logicalId)).toEqual(["b", "c"]);
  });
});

describe("the store", () => {
  it("keeps an exchange of names, and the stack that an object was moved from", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "config-store-"));
    const open = () => ConfigDatabase.open({ dataDir, now: Date.now });
    const store = await open();
    const made = [await store.write(create(CRM, owner("a", "ta")), context())];
    made.push(await store.write(create(ERP, owner("b", "tb")), context()));
    const [first, second] = made.map((result) => (result.ok ? result.object.id : ""));
    await store.write(update(CRM, first!, { token: "ta", ...as("b") }), context());
    await store.write(update(ERP, second!, { token: "tb", ...as("a", RENAMED) }), context());
    await store.close();
    const again = await open();
    const records = [first, second].map((id) => again.state.receiveConnectors.get(id!));
    expect(records).toMatchObject([
      { owner: { stack: STACK, logicalId: "b" }, ownership: { formerStack: null } },
      { owner: { stack: RENAMED, logicalId: "a" }, ownership: { formerStack: STACK } },
    ]);
    const audited = (await again.audit({ limit: 10 })).map(({ action, objectId, after }) => [
      action,
      objectId,
      after?.owner,
    ]);
    expect(audited).toContainEqual(["update", second, { stack: STACK, logicalId: "a" }]);
    await again.close();
    await rm(dataDir, { recursive: true });
  });
});
