import type { AcceptedWrite, WriteCommand, WriteContext } from "../../model";
import type { ConfigStore, RevertResult } from "../../relay/store";
import type { StoreUnderTest } from "./config-store.contract";
import {
  connector,
  context,
  create,
  OTHER_STACK,
  owner,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  settings,
  START,
  update,
} from "./write-fixtures";

const ADMIN = context({ scopes: ["admin"] });

/** What a revert means for every engine's config store. */
export function describeRevert(engine: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`a revert of the config store on ${engine}`, () => {
    let data: StoreUnderTest;
    let store: ConfigStore;
    const crm = (ranges: readonly string[], more: object = {}) =>
      receiveConnector(connector("CRM Application", ranges, more));

    beforeEach(async () => {
      data = await prepare();
      store = await data.open();
    });
    afterEach(async () => {
      await store.close();
      await data.dispose();
    });
    const write = async (command: WriteCommand, circumstances: WriteContext = context()): Promise<AcceptedWrite> => {
      const result = await store.write(command, circumstances);
      if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
      return result;
    };
    const revert = (revision: number, more: object = {}, by: WriteContext = ADMIN) =>
      store.revert({ revision, ifMatch: null, mode: "apply", ...more }, by);
    const refused = (result: RevertResult) => {
      if (result.ok) throw new Error("The revert was accepted.");
      return result.problem;
    };
    const states = () =>
      [...store.state.receiveConnectors.values(), ...store.state.connectorPermissions.values()].map((object) => ({
        id: object.id,
        settings: object.settings,
      }));

    it("puts settings back and keeps whoever owns the object now", async () => {
      const { object } = await write(create(crm(["192.168.2.55"]), owner("crm", "t1")));
      await write(update(crm(["192.168.2.0/24"], { comment: "wider" }), object.id, { token: "t1" }));
      const before = store.state.receiveConnectors.get(object.id);
      expect(await revert(1)).toMatchObject({ ok: true, revision: 3, events: [{ action: "update" }] });
      const after = store.state.receiveConnectors.get(object.id);
      expect(after?.settings).toEqual(object.settings);
      expect([after?.owner, after?.ownership, after?.revision]).toEqual([before?.owner, before?.ownership, 3]);
      expect(await store.audit({ order: "newest-first", limit: 1 })).toMatchObject([
        { action: "update", revertTo: 1, stack: null, tokenName: "deploy", revision: 3 },
      ]);
      expect(await store.verifyAudit()).toMatchObject({ ok: true });
    });

    it("takes away what came since, and brings back what went, under its id and as nobody's", async () => {
      const { object } = await write(create(crm(["192.168.2.55"]), owner("crm", "t1")));
      await write(create(permission(relayEntry(object.id)), null));
      const then = states();
      await write(remove("ReceiveConnector", object.id, { token: "t1" }));
      await write(create(receiveConnector(connector("Scanner", ["192.168.2.55"])), owner("scan", "t2", OTHER_STACK)));
      const result = await revert(2);
      expect(result).toMatchObject({
        ok: true,
        notices: expect.arrayContaining([
          expect.stringContaining("comes back"),
          expect.stringMatching(/"Scanner".* goes: its stack makes it again/),
        ]) as string[],
      });
      expect(states()).toEqual(then);
      expect(store.state.receiveConnectors.get(object.id)).toMatchObject({ owner: null, ownership: null });
      await store.close();
      store = await data.open();
      expect(states()).toEqual(then);
    });

    it("undoes a revert by another one", async () => {
      const { object } = await write(create(crm(["192.168.2.55"]), null));
      await write(update(crm(["192.168.2.0/24"]), object.id));
      await write(remove("ReceiveConnector", object.id));
      await revert(1);
      expect(await revert(2)).toMatchObject({ ok: true });
      expect(store.state.receiveConnectors.get(object.id)?.settings.remoteIpRanges).toEqual(["192.168.2.0/24"]);
      expect(await revert(0)).toMatchObject({ ok: true });
      expect(store.state.receiveConnectors.size).toBe(0);
      expect(store.state.transportConfig.settings.dialect).toBe("classic");
    });

    it("swaps ranges and names back in one step", async () => {
      const a = await write(create(receiveConnector(connector("A", ["10.0.0.1"])), owner("a", "ta")));
      const b = await write(create(receiveConnector(connector("B", ["10.0.0.2"])), owner("b", "tb")));
      await write(update(receiveConnector(connector("B", ["10.0.0.2"])), a.object.id, { token: "ta" }));
      expect(store.state.releases).not.toEqual([]);
      await write(update(receiveConnector(connector("A", ["10.0.0.1"])), b.object.id, { token: "tb" }));
      expect(await revert(2)).toMatchObject({ ok: true });
      const names = [a, b].map(({ object }) => store.state.receiveConnectors.get(object.id)?.settings.name);
      expect(names).toEqual(["A", "B"]);
      expect([...store.state.receiveConnectors.values()].map(({ supersededSince }) => supersededSince)).toEqual([
        null,
        null,
      ]);
      expect(store.state.releases).toEqual([]);
    });

    it("shows what it would do, and does nothing", async () => {
      const { object } = await write(create(crm(["192.168.2.55"]), null));
      await write(update(crm(["192.168.2.0/24"]), object.id));
      const before = store.state;
      const shown = await revert(1, { mode: "show" });
      expect(shown).toMatchObject({
        ok: true,
        revision: 2,
        events: [{ name: "CRM Application", after: { settings: { remoteIpRanges: ["192.168.2.55"] } } }],
      });
      expect(store.state).toBe(before);
      expect((await store.auditHead()).sequence).toBe(2);
      expect(await revert(2)).toMatchObject({ ok: true, revision: 2, events: [] });
      expect((await store.auditHead()).sequence).toBe(2);
    });

    it("is refused when somebody wrote since it was shown", async () => {
      const { object } = await write(create(crm(["192.168.2.55"]), null));
      await write(update(crm(["192.168.2.0/24"]), object.id));
      const problem = refused(await revert(1, { ifMatch: 1 }));
      expect(problem).toMatchObject({
        code: "RELAY_REVISION_STALE",
        detail: expect.stringContaining("at revision 2") as string,
      });
      expect(await store.audit({ order: "newest-first", limit: 1 })).toMatchObject([
        { action: "refused", code: "RELAY_REVISION_STALE", revertTo: 1, revision: 2 },
      ]);
      expect(await revert(1, { ifMatch: 2 })).toMatchObject({ ok: true });
    });

    it("needs an admin, a revision that was, and no freeze", async () => {
      await write(create(crm(["192.168.2.55"]), null));
      expect(refused(await revert(0, {}, context())).code).toBe("RELAY_SCOPE_MISSING");
      expect(refused(await revert(7)).code).toBe("RELAY_REVISION_UNKNOWN");
      await store.freeze.begin("incident 7", { tokenId: "token-9", tokenName: "on call" });
      expect(await revert(0, { mode: "show" })).toMatchObject({ ok: true });
      expect(refused(await revert(0)).code).toBe("RELAY_FROZEN");
      expect(await revert(0, {}, { ...ADMIN, breakGlass: "back" })).toMatchObject({ ok: true });
      expect(await store.audit({ order: "newest-first", limit: 1 })).toMatchObject([
        { breakGlass: "back", revertTo: 0 },
      ]);
    });

    it("is refused to a revision in the middle of a run, when two connectors held one range", async () => {
      const { object } = await write(create(crm(["192.168.2.55"]), owner("crm", "t1")));
      await write(create(receiveConnector(connector("New", ["192.168.2.55"])), owner("new", "t2")));
      await write(update(crm(["192.168.2.60"]), object.id, { token: "t1" }));
      const problem = refused(await revert(2));
      expect(problem.code).toBe("RELAY_REVERT_REFUSED");
      expect(problem.failures).toMatchObject([{ code: "RELAY_RANGE_CONFLICT" }, { code: "RELAY_RANGE_CONFLICT" }]);
      expect(problem.detail).toMatch(/"CRM Application"[^]*"New"|"New"[^]*"CRM Application"/);
      expect(store.state.revision).toBe(3);
    });

    it("is refused while a send connector's password is gone, naming it", async () => {
      const value = await store.secrets.seal("at the smart host");
      const login = { smartHostAuthMechanism: "BasicAuthRequireTLS", username: "crm", requireTls: true };
      const out = settings("SendConnector", {
        name: "Out",
        addressSpaces: ["*"],
        smartHosts: ["smart.contoso.com"],
        ...login,
      });
      const secret = { action: "set", form: "sealed", value } as const;
      const made = await write({
        ...create({ kind: "SendConnector", settings: out }, null),
        secret,
      } as WriteCommand);
      await write(remove("SendConnector", made.object.id));
      const problem = refused(await revert(1));
      expect(problem.code).toBe("RELAY_REVERT_REFUSED");
      expect(problem.detail).toMatch(/password of SendConnector "Out".* is gone/);
      expect(store.state.sendConnectors.size).toBe(0);
    });

    it("sends a stored password to no other place than now", async () => {
      const value = await store.secrets.seal("at the smart host");
      const at = (host: string) =>
        settings("SendConnector", {
          name: "Out",
          addressSpaces: ["*"],
          smartHosts: [host],
          smartHostAuthMechanism: "BasicAuthRequireTLS",
          username: "crm",
          requireTls: true,
        });
      const secret = { action: "set", form: "sealed", value } as const;
      const made = await write({
        ...create({ kind: "SendConnector", settings: at("old.contoso.com") }, null),
        secret,
      } as WriteCommand);
      const moved = update({ kind: "SendConnector", settings: at("new.contoso.com") }, made.object.id);
      await write({ ...moved, secret } as WriteCommand);
      expect(refused(await revert(1)).detail).toContain("would go elsewhere");
    });

    it("lets an account come back without its password, and says so", async () => {
      const user = { kind: "RelayUser", settings: settings("RelayUser", { username: "crm" }) } as const;
      const secret = { action: "set", form: "hash", value: "$argon2id$x" } as const;
      const made = await write({ ...create(user, null), secret } as WriteCommand);
      await write(remove("RelayUser", made.object.id));
      const result = await revert(1);
      expect(result).toMatchObject({
        ok: true,
        notices: expect.arrayContaining([expect.stringContaining("Nobody can log in as crm")]) as string[],
      });
      expect(await store.secrets.passwordHashes(made.object.id, ADMIN.now)).toEqual([]);
    });

    it("keeps the password of an account that stays", async () => {
      const user = (comment: string) =>
        ({ kind: "RelayUser", settings: settings("RelayUser", { username: "crm", comment }) }) as const;
      const secret = { action: "set", form: "hash", value: "$argon2id$x" } as const;
      const made = await write({ ...create(user("a"), null), secret } as WriteCommand);
      await write(update(user("b"), made.object.id));
      expect(await revert(1)).toMatchObject({ ok: true });
      expect(await store.secrets.passwordHashes(made.object.id, ADMIN.now)).toEqual(["$argon2id$x"]);
    });

    it("ends an observation that began since, and enforces what was", async () => {
      const { object } = await write(create(crm(["192.168.2.0/24"]), null));
      await write(update(crm(["192.168.2.55"], { observeOnly: true }), object.id));
      await write(update(crm(["192.168.2.56"], { observeOnly: true }), object.id), context({ now: START + 1000 }));
      expect(await revert(1, { mode: "show" })).toMatchObject({ ok: true });
      expect(await revert(2)).toMatchObject({ ok: true });
      expect(store.state.receiveConnectors.get(object.id)?.enforced?.settings?.remoteIpRanges).toEqual([
        "192.168.2.0/24",
      ]);
      expect(await revert(1)).toMatchObject({ ok: true });
      const back = store.state.receiveConnectors.get(object.id);
      expect([back?.settings.observeOnly, back?.enforced]).toEqual([false, undefined]);
      await store.close();
      store = await data.open();
      expect(store.state.receiveConnectors.get(object.id)?.enforced).toBeUndefined();
    });

    it("does not guess what was enforced while a connector was observed", async () => {
      const { object } = await write(create(crm(["192.168.2.0/24"]), null));
      await write(update(crm(["192.168.2.55"], { observeOnly: true }), object.id));
      await write(update(crm(["192.168.2.55"]), object.id));
      expect(refused(await revert(2)).detail).toContain("was observed only at that revision");
    });

    it("opens no wide relay that was withheld then", async () => {
      const made = await write(create(crm(["0.0.0.0/0"]), owner("crm", "t1")));
      const entry = await write(create(permission(relayEntry(made.object.id)), owner("entry", "t2")));
      expect(store.state.receiveConnectors.get(made.object.id)?.relayLimitedTo).toEqual([]);
      await write(remove("ConnectorPermission", entry.object.id, { token: "t2" }));
      expect(refused(await revert(2))).toMatchObject({
        code: "RELAY_REVERT_REFUSED",
        detail: expect.stringContaining("public IPv4") as string,
      });
    });
  });
}
