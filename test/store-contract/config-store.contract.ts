import { type AcceptedWrite, verifyChain, type WriteCommand, type WriteContext, type WriteProblem } from "../../model";
import { type ConfigStore, sha256 } from "../../relay/store";
import {
  connector,
  context,
  create,
  owner,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  run,
  START,
  STACK,
  update,
} from "./write-fixtures";

/** One engine under test: a store that can be closed and opened again on the same data. */
export interface StoreUnderTest {
  open(): Promise<ConfigStore>;
  /** Removes the data. */
  dispose(): Promise<void>;
}

/** What every engine's config store must do. The rules of a single write are the model's and tested there. */
export function describeConfigStore(engine: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`the config store on ${engine}`, () => {
    let data: StoreUnderTest;
    let store: ConfigStore;
    const crm = receiveConnector(connector("CRM Application", ["192.168.2.55-192.168.2.56"]));

    beforeEach(async () => {
      data = await prepare();
      store = await data.open();
    });
    afterEach(async () => {
      await store.close();
      await data.dispose();
    });
    const reopen = async () => {
      await store.close();
      store = await data.open();
    };
    const accept = (command: WriteCommand, circumstances: WriteContext = context()) =>
      accepted(store, command, circumstances);

    it("begins empty at revision 0, as an installation of its own, and stays that one when opened again", async () => {
      expect(store.state.revision).toBe(0);
      expect(store.state.receiveConnectors.size).toBe(0);
      expect(store.state.transportConfig.settings.dialect).toBe("classic");
      const before = store.installation;
      expect(before.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(before.epoch).toBe(1);
      await reopen();
      expect(store.installation).toEqual(before);
    });

    it("has everything that was written when it is opened again", async () => {
      const { object } = await accept(create(crm, owner("crm", "t1")), context({ run: run("r1") }));
      await accept(create(permission(relayEntry(object.id)), null));
      await accept(
        update(receiveConnector(connector("CRM Application", ["192.168.2.55"])), object.id, { token: "t1" }),
      );
      const before = store.state;
      expect(before.releases).toHaveLength(1);
      await reopen();
      expect(store.state).toEqual(before);
      expect(await store.load()).toEqual(before);
    });

    it("moves the host revision by one with each change, and not at all when nothing changes", async () => {
      const first = await accept(create(crm, owner("crm", "t1")));
      expect([first.revision, first.object.revision]).toEqual([1, 1]);
      const again = await accept(update(crm, first.object.id, { token: "t1", ifMatch: 1 }));
      expect([again.revision, again.changed]).toEqual([1, false]);
      expect((await store.auditHead()).sequence).toBe(1);
    });

    it("takes the new token of a repeated create without a new revision, for ever", async () => {
      const { object } = await accept(create(crm, owner("crm", "t1")));
      await accept(create(crm, owner("crm", "t2")));
      await reopen();
      expect(store.state.revision).toBe(1);
      expect(await accept(remove("ReceiveConnector", object.id, { token: "t1" }))).toMatchObject({ deleted: false });
      expect(await accept(remove("ReceiveConnector", object.id, { token: "t2" }))).toMatchObject({ deleted: true });
    });

    it("remembers for ever which run of a stack was the newest to write", async () => {
      const { object } = await accept(create(crm, owner("crm", "t1")), context({ run: run("r2", START + 1000) }));
      await accept(remove("ReceiveConnector", object.id, { token: "t1" }), context({ run: run("r2", START + 1000) }));
      await reopen();
      const late = await store.write(create(crm, owner("crm", "t0")), context({ run: run("r1", START) }));
      expect(late).toMatchObject({ ok: false, problem: { code: "RELAY_STALE_RUN" } });
    });

    it("writes one audit entry for each object that a write changes, with who, from where, before and after", async () => {
      const { object } = await accept(create(crm, owner("crm", "secret-token")), context({ run: run("r1") }));
      await accept(create(permission(relayEntry(object.id)), null));
      await accept(remove("ReceiveConnector", object.id, { token: "secret-token" }));
      const entries = await store.audit({ limit: 10 });
      expect(entries.map(({ action, kind, revision }) => [action, kind, revision])).toEqual([
        ["create", "ReceiveConnector", 1],
        ["create", "ConnectorPermission", 2],
        ["delete", "ConnectorPermission", 3],
        ["delete", "ReceiveConnector", 3],
      ]);
      expect(entries[0]).toMatchObject({
        at: START,
        tokenName: "deploy",
        stack: STACK,
        run: "r1",
        commit: "0123abc",
        program: "crm-application",
        name: "CRM Application",
        before: null,
        after: {
          settings: { remoteIpRanges: ["192.168.2.55-192.168.2.56"] },
          owner: { stack: STACK, logicalId: "crm" },
        },
      });
      expect(JSON.stringify(entries)).not.toContain("secret-token");
    });

    it("audits a refused write with its code and changes nothing else", async () => {
      await accept(create(crm, owner("crm", "t1")));
      const before = store.state;
      const rival = receiveConnector(connector("Scanner", ["192.168.2.55-192.168.2.56"]));
      const problem = await refused(store, create(rival, owner("scan", "t9", "acme/billing/prod")));
      expect(problem.code).toBe("RELAY_RANGE_CONFLICT");
      expect(problem.detail).toContain('192.168.2.55-192.168.2.56 of ReceiveConnector "CRM Application"');
      expect(store.state).toBe(before);
      const [entry] = await store.audit({ afterSequence: 1, limit: 1 });
      expect(entry).toMatchObject({
        action: "refused",
        code: problem.code,
        detail: problem.detail,
        name: "Scanner",
        revision: 1,
      });
      expect(JSON.stringify(entry)).not.toContain("t9");
    });

    it("says who changed what since a stale plan", async () => {
      const { object } = await accept(create(crm, owner("crm", "t1")));
      const byHand = context({ now: START + 60_000 });
      await accept(update(receiveConnector(connector("CRM Application", ["192.168.2.0/24"])), object.id), byHand);
      const wish = receiveConnector(connector("CRM Application", ["192.168.2.55"], { comment: "mine" }));
      const problem = await refused(store, update(wish, object.id, { token: "t1", ifMatch: object.revision }));
      expect(problem.code).toBe("RELAY_REVISION_STALE");
      expect(problem.changedBy).toEqual({
        actor: "deploy (by hand)",
        at: "2026-11-24T07:01:00.000Z",
        action: "update",
        properties: ["remoteIpRanges"],
      });
      expect(problem.detail).toMatch(
        /revision 2, the plan saw 1\. Since then deploy \(by hand\) changed it .*remoteIpRanges/,
      );
    });

    it("chains its audit so that a page can be verified from the one before", async () => {
      for (const name of ["A", "B", "C", "D"]) {
        await accept(create(receiveConnector(connector(name, [`10.0.0.${name.charCodeAt(0)}`])), null));
      }
      const first = await store.audit({ limit: 2 });
      const rest = await store.audit({ afterSequence: 2, limit: 10 });
      const [last] = first.slice(-1);
      expect(verifyChain({ sequence: 2, hash: last?.hash ?? "" }, rest, sha256)).toEqual({
        ok: true,
        head: await store.auditHead(),
      });
      expect(verifyChain({ sequence: 0, hash: "0".repeat(64) }, rest, sha256)).toMatchObject({
        ok: false,
        sequence: 1,
      });
      expect(await store.verifyAudit()).toEqual({ ok: true, head: await store.auditHead() });
      await reopen();
      expect(await store.verifyAudit()).toMatchObject({ ok: true, head: { sequence: 4 } });
    });

    it("lets concurrent writes in one after the other", async () => {
      const names = Array.from({ length: 20 }, (_, index) => index);
      const writes = names.map((index) =>
        accept(
          create(receiveConnector(connector(`C${index}`, [`10.0.0.${index + 1}`])), owner(`c${index}`, `t${index}`)),
        ),
      );
      const revisions = (await Promise.all(writes)).map(({ revision }) => revision);
      expect(revisions).toEqual(names.map((index) => index + 1));
      expect(store.state.receiveConnectors.size).toBe(20);
    });

    it("knows tokens by what they are, until they expire or are revoked", async () => {
      const actor = { tokenId: "installation", tokenName: "installation" };
      const wanted = { name: "deploy", scopes: ["write"], stackPattern: "acme/relay/*" } as const;
      const made = await store.tokens.create(wanted, actor);
      expect(made.token).toMatch(/^relay_[\w-]{43}$/);
      const expired = await store.tokens.create({ ...wanted, name: "old", expiresAt: 1 }, actor);
      await reopen();
      expect(await store.tokens.verify(made.token)).toEqual({ ok: true, record: made.record });
      expect(await store.tokens.verify(expired.token)).toEqual({ ok: false, reason: "expired" });
      expect(await store.tokens.verify(`${made.token}x`)).toEqual({ ok: false, reason: "unknown" });
      expect((await store.tokens.list()).map(({ name }) => name).sort()).toEqual(["deploy", "old"]);
      expect(await store.tokens.revoke(made.record.id, actor)).toBe(true);
      expect(await store.tokens.revoke(made.record.id, actor)).toBe(false);
      expect(await store.tokens.verify(made.token)).toEqual({ ok: false, reason: "unknown" });
      const entries = await store.audit({ limit: 10 });
      expect(entries.map(({ action, name }) => [action, name])).toEqual([
        ["create-token", "deploy"],
        ["create-token", "old"],
        ["revoke-token", "deploy"],
      ]);
      expect(JSON.stringify(entries)).not.toContain(made.token);
    });

    it("keeps what the newest run of a stack declares", async () => {
      const older = {
        stack: STACK,
        run: "r1",
        runStartedAt: 1000,
        declared: [{ kind: "ReceiveConnector", logicalId: "crm" }],
      } as const;
      const newer = { ...older, run: "r2", runStartedAt: 2000, declared: [] };
      expect(await store.declarations.get(STACK)).toBeUndefined();
      expect(await store.declarations.put(older)).toBe(true);
      expect(await store.declarations.put(newer)).toBe(true);
      expect(await store.declarations.put(older)).toBe(false);
      expect(await store.declarations.get(STACK)).toEqual(newer);
    });

    it("puts together what the provider processes of one run declare, each its own resources", async () => {
      const [crm, out] = [
        { kind: "ReceiveConnector", logicalId: "crm" },
        { kind: "SendConnector", logicalId: "out" },
      ] as const;
      const run = { stack: STACK, run: "r1", runStartedAt: 1000 };
      await store.declarations.put({ ...run, declared: [crm] });
      await store.declarations.put({ ...run, declared: [out] });
      await store.declarations.put({ ...run, declared: [crm] });
      expect((await store.declarations.get(STACK))?.declared).toEqual([crm, out]);
    });

    it("begins a new epoch when it is told that it was restored", async () => {
      const { id } = store.installation;
      expect(await store.advanceEpoch()).toEqual({ id, epoch: 2 });
      await reopen();
      expect(store.installation).toEqual({ id, epoch: 2 });
    });
  });
}

async function accepted(
  store: ConfigStore,
  command: WriteCommand,
  circumstances: WriteContext,
): Promise<AcceptedWrite> {
  const result = await store.write(command, circumstances);
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
  return result;
}

async function refused(store: ConfigStore, command: WriteCommand): Promise<WriteProblem> {
  const result = await store.write(command, context());
  if (result.ok) throw new Error("The write was accepted.");
  return result.problem;
}
