import type { WriteCommand } from "../../model";
import type { ConfigStore } from "../../relay/store";
import type { StoreUnderTest } from "./config-store.contract";
import { connector, context, create, owner, receiveConnector, remove, START } from "./write-fixtures";

const ADMIN = { tokenId: "token-9", tokenName: "on call" };

/** What a freeze means for every engine's config store. */
export function describeFreeze(engine: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`a freeze of the config store on ${engine}`, () => {
    let data: StoreUnderTest;
    let store: ConfigStore;
    const wish = create(receiveConnector(connector("CRM Application", ["192.168.2.55"])), owner("crm", "t1"));
    const write = (command: WriteCommand, more: object = {}) => store.write(command, { ...context(), ...more });

    beforeEach(async () => {
      data = await prepare();
      store = await data.open();
    });
    afterEach(async () => {
      await store.close();
      await data.dispose();
    });

    it("refuses every write, names who, when and why, and audits the refusal", async () => {
      const freeze = await store.freeze.begin("incident 7", ADMIN);
      const result = await write(wish);
      if (result.ok) throw new Error("The write was accepted.");
      expect(result.problem.code).toBe("RELAY_FROZEN");
      expect(result.problem.detail).toContain(new Date(freeze.at).toISOString());
      expect(result.problem.detail).toContain('"on call": incident 7');
      expect(store.state.revision).toBe(0);
      const entries = await store.audit({ limit: 10 });
      expect(entries.map(({ action, code, tokenName }) => [action, code, tokenName])).toEqual([
        ["freeze", null, "on call"],
        ["refused", "RELAY_FROZEN", "deploy"],
      ]);
      expect(entries[0]?.after?.settings).toEqual({ reason: "incident 7" });
    });

    it("refuses deletes that would delete nothing, too: what is frozen has no writers", async () => {
      const made = await write(wish);
      if (!made.ok) throw new Error(made.problem.detail);
      await store.freeze.begin("incident 7", ADMIN);
      const late = await write(remove("ReceiveConnector", made.object.id, { token: "older" }));
      expect(late).toMatchObject({ ok: false, problem: { code: "RELAY_FROZEN" } });
    });

    it("lets an admin break the glass, and keeps the reason in the audit", async () => {
      await store.freeze.begin("incident 7", ADMIN);
      const breakGlass = "mail of the CRM stands still";
      expect(await write(wish, { breakGlass })).toMatchObject({ ok: false, problem: { code: "RELAY_SCOPE_MISSING" } });
      expect(await store.write(wish, { ...context({ scopes: ["admin"] }), breakGlass })).toMatchObject({ ok: true });
      const [entry] = await store.audit({ order: "newest-first", limit: 1 });
      expect(entry).toMatchObject({ action: "create", breakGlass });
    });

    it("takes the reason of a broken glass for what it is only while it is frozen", async () => {
      expect(await write(wish, { breakGlass: "set for good in the environment" })).toMatchObject({ ok: true });
      expect(await store.audit({ limit: 1 })).not.toHaveProperty("0.breakGlass");
    });

    it("survives a restart, and ends when it is ended", async () => {
      const freeze = await store.freeze.begin("incident 7", ADMIN);
      await store.close();
      store = await data.open();
      expect(store.freeze.current).toEqual(freeze);
      expect(await store.freeze.end(ADMIN)).toBe(true);
      expect(store.freeze.current).toBeNull();
      expect(await store.freeze.end(ADMIN)).toBe(false);
      expect(await write(wish)).toMatchObject({ ok: true });
      expect(await store.verifyAudit()).toMatchObject({ ok: true, head: { sequence: 3 } });
    });

    it("stays as it began when somebody else freezes as well", async () => {
      const freeze = await store.freeze.begin("incident 7", ADMIN);
      expect(await store.freeze.begin("also", { tokenId: "token-2", tokenName: "other" })).toEqual(freeze);
      expect((await store.auditHead()).sequence).toBe(1);
    });

    it("leaves tokens alone", async () => {
      await store.freeze.begin("incident 7", ADMIN);
      const wanted = { name: "new", scopes: ["read"], stackPattern: null } as const;
      const { record } = await store.tokens.create(wanted, ADMIN);
      expect(await store.tokens.revoke(record.id, ADMIN)).toBe(true);
    });

    it("finds entries of the audit by who, what, where and when", async () => {
      await write(wish);
      const rival = create(receiveConnector(connector("Scanner", ["192.168.2.55"])), owner("s", "t2", "acme/b/prod"));
      await write(rival, { now: START + 60_000 });
      await store.freeze.begin("incident 7", ADMIN);
      const sequences = async (filter: Parameters<ConfigStore["searchAudit"]>[1]) =>
        (await store.searchAudit({ limit: 10 }, filter)).entries.map(({ sequence }) => sequence);
      expect(await sequences({})).toEqual([1, 2, 3]);
      expect(await sequences({ outcome: "refused" })).toEqual([2]);
      expect(await sequences({ outcome: "applied" })).toEqual([1, 3]);
      expect(await sequences({ actor: "DEPLOY" })).toEqual([1, 2]);
      expect(await sequences({ actor: "token-9" })).toEqual([3]);
      expect(await sequences({ stack: "acme/*/prod" })).toEqual([1, 2]);
      expect(await sequences({ stack: "acme/b/prod" })).toEqual([2]);
      expect(await sequences({ object: "crm application" })).toEqual([1]);
      expect(await sequences({ kind: "ReceiveConnector" })).toEqual([1, 2]);
      expect(await sequences({ action: "freeze" })).toEqual([3]);
      expect(await sequences({ since: START + 60_000, until: START + 60_001 })).toEqual([2]);
      expect(await sequences({ until: START })).toEqual([]);
    });

    it("goes through the audit in both directions, a page at a time", async () => {
      for (let host = 1; host <= 5; host++) {
        await write(create(receiveConnector(connector(`C${host}`, [`10.0.0.${host}`])), null));
      }
      const first = await store.searchAudit({ limit: 2 }, {});
      expect([first.entries.map(({ sequence }) => sequence), first.next]).toEqual([[1, 2], 2]);
      const last = await store.searchAudit({ limit: 10, afterSequence: 2 }, {});
      expect([last.entries.map(({ sequence }) => sequence), last.next]).toEqual([[3, 4, 5], null]);
      const newest = await store.searchAudit({ limit: 2, order: "newest-first", beforeSequence: 5 }, {});
      expect([newest.entries.map(({ sequence }) => sequence), newest.next]).toEqual([[4, 3], 3]);
    });
  });
}
