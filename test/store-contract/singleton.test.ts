import { Rehearsal } from "./rehearsal";
import { context, create, OTHER_STACK, owner, remove, run, settings, STACK, START, update } from "./write-fixtures";

const ADMIN = context({ scopes: ["admin"] });
const config = (more: object = {}) =>
  ({ kind: "TransportConfig", settings: settings("TransportConfig", more) }) as const;
const MODERN = config({ dialect: "modern" });
const ID = "transport-config";

describe("the one TransportConfig of a host", () => {
  it("is updated by hand with the scope admin, and never created by hand", () => {
    const host = new Rehearsal();
    expect(host.refuse(update(MODERN, ID)).code).toBe("RELAY_SCOPE_MISSING");
    expect(host.accept(update(MODERN, ID), ADMIN).changed).toBe(true);
    expect(host.refuse(create(MODERN, null), ADMIN).code).toBe("RELAY_SINGLETON");
  });

  it("becomes the stack's that declares it, is updated by its token and given back with the defaults", () => {
    const host = new Rehearsal();
    const { object } = host.accept(create(MODERN, owner("host", "t1")), ADMIN);
    expect(object).toMatchObject({ id: ID, owner: { stack: STACK, logicalId: "host" }, settings: MODERN.settings });
    expect(host.refuse(update(config(), ID, { token: "t2" }), ADMIN).code).toBe("RELAY_NOT_OWNER");
    host.accept(update(config({ maxRelayRefusals: 3 }), ID, { token: "t1" }), ADMIN);
    const gone = host.accept(remove("TransportConfig", ID, { token: "t1" }), ADMIN).object;
    expect(gone).toMatchObject({ id: ID, owner: null, ownership: null, settings: config().settings });
    expect(host.accept(create(MODERN, owner("host", "t3", OTHER_STACK)), ADMIN).object.owner?.stack).toBe(OTHER_STACK);
  });

  it("is refused to a second stack, naming the first, until an admin takes it over", () => {
    const host = new Rehearsal();
    host.accept(create(MODERN, owner("host", "t1")), ADMIN);
    const theirs = create(config(), owner("host", "t2", OTHER_STACK));
    expect(host.refuse(theirs, ADMIN)).toEqual({
      code: "RELAY_NAME_TAKEN",
      detail:
        'A host has one TransportConfig, and this host\'s is TransportConfig "transport configuration" (declared by stack acme/relay/prod as host). Its stack must give it up first, or an admin token take it over with adoptExisting.',
    });
    const adopting = create(config(), owner("host", "t2", OTHER_STACK), { adoptExisting: true });
    const bound = context({ scopes: ["admin"], stackPattern: OTHER_STACK });
    expect(host.refuse(adopting, bound).code).toBe("RELAY_NAME_TAKEN");
    expect(host.accept(adopting, ADMIN).object.owner?.stack).toBe(OTHER_STACK);
    const late = host.accept(remove("TransportConfig", ID, { token: "t1" }), ADMIN);
    expect(late).toMatchObject({ deleted: false, object: { owner: { stack: OTHER_STACK } } });
  });

  it("keeps what was configured by hand from a program that does not mean it", () => {
    const host = new Rehearsal();
    host.accept(update(config({ trustedProxies: ["10.0.0.1"] }), ID), ADMIN);
    const losing = host.refuse(create(MODERN, owner("host", "t1")), ADMIN);
    expect(losing.detail).toBe(
      "The host's TransportConfig was configured by hand: trustedProxies would be lost. Declare the same, or set adoptExisting to take it over.",
    );
    const same = config({ dialect: "modern", trustedProxies: ["10.0.0.1"] });
    expect(host.accept(create(same, owner("host", "t1")), ADMIN).object.settings).toEqual(same.settings);
    host.accept(remove("TransportConfig", ID), ADMIN);
    host.accept(update(config({ trustedProxies: ["10.0.0.1"] }), ID), ADMIN);
    expect(host.accept(create(MODERN, owner("host", "t2"), { adoptExisting: true }), ADMIN).changed).toBe(true);
  });

  it("is taken over by the next run of its stack after an interrupted create, and not by an older one", () => {
    const host = new Rehearsal();
    const at = (id: string, startedAt: number) => context({ scopes: ["admin"], run: run(id, startedAt) });
    host.accept(create(MODERN, owner("host", "t1")), at("r2", START));
    expect(host.refuse(create(MODERN, owner("host", "t0")), at("r1", START - 1)).code).toBe("RELAY_STALE_RUN");
    const again = host.accept(create(MODERN, owner("renamed", "t3")), at("r3", START + 1));
    expect(again.object.owner?.logicalId).toBe("renamed");
    expect(host.accept(remove("TransportConfig", ID, { token: "t1" }), at("r3", START + 1)).deleted).toBe(false);
    expect(host.accept(update(config(), ID, { token: "t3" }), at("r3", START + 1)).changed).toBe(true);
  });

  it("can be claimed for an import", () => {
    const host = new Rehearsal();
    const claim = { action: "claim", kind: "TransportConfig", id: ID, owner: owner("host", "t1") } as const;
    expect(host.accept(claim, ADMIN).object.owner?.stack).toBe(STACK);
  });
});
