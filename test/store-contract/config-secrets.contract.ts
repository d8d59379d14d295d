import type { AcceptedWrite, PreparedSecret, WriteCommand, WriteContext } from "../../model";
import type { ConfigStore } from "../../relay/store";
import type { StoreUnderTest } from "./config-store.contract";
import { context, create, owner, remove, settings, START, update } from "./write-fixtures";

const HASH = { first: "$argon2id$first", second: "$argon2id$second", third: "$argon2id$third" } as const;
const OVERLAP = 3_600_000;

/** What every engine's config store must do with passwords. */
export function describeConfigSecrets(engine: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`passwords on ${engine}`, () => {
    let data: StoreUnderTest;
    let store: ConfigStore;
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
    const write = async (command: WriteCommand, secret?: PreparedSecret, circumstances: WriteContext = context()) => {
      const given = secret === undefined ? command : ({ ...command, secret } as WriteCommand);
      const result = await store.write(given, circumstances);
      if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
      return result;
    };
    const hashes = ({ object }: AcceptedWrite, now = START) => store.secrets.passwordHashes(object.id, now);

    it("are stored with their object, under a new version each time, and survive a new start", async () => {
      const made = await write(create(user(), owner("u", "t1")), set(HASH.first));
      expect(made.object.secretVersion).toMatch(/^[0-9a-f-]{36}$/);
      await reopen();
      expect(store.state.relayUsers.get(made.object.id)?.secretVersion).toBe(made.object.secretVersion);
      expect(await hashes(made)).toEqual([HASH.first]);
      const again = await write(update(user(), made.object.id, { token: "t1" }), set(HASH.second));
      expect(again.object.secretVersion).not.toBe(made.object.secretVersion);
      expect(again.changed).toBe(true);
      expect(again.object.revision).toBe(2);
    });

    it("stay as they are when a write says nothing about them, and go when it says so", async () => {
      const made = await write(create(user(), null), set(HASH.first));
      const commented = await write(update(user({ comment: "moved" }), made.object.id));
      expect(commented.object.secretVersion).toBe(made.object.secretVersion);
      expect(await hashes(made)).toEqual([HASH.first]);
      const without = await write(update(user(), made.object.id), { action: "remove" });
      expect(without.object.secretVersion).toBeNull();
      expect(await hashes(made)).toEqual([]);
      expect((await write(update(user(), made.object.id), { action: "remove" })).changed).toBe(false);
    });

    it("go with their object", async () => {
      const made = await write(create(user(), null), set(HASH.first));
      await write(remove("RelayUser", made.object.id));
      expect(await hashes(made)).toEqual([]);
      const next = await write(create(user(), null));
      expect(next.object.secretVersion).toBeNull();
      expect(await hashes(next)).toEqual([]);
    });

    it("leave the former one good for passwordOverlap, and no longer", async () => {
      const overlapping = user({ passwordOverlap: "01:00:00" });
      const made = await write(create(overlapping, owner("u", "t1")), set(HASH.first));
      const owned = { token: "t1" };
      await write(update(overlapping, made.object.id, owned), set(HASH.second), context({ now: START }));
      expect(await hashes(made, START + OVERLAP - 1)).toEqual([HASH.second, HASH.first]);
      expect(await hashes(made, START + OVERLAP)).toEqual([HASH.second]);
      await write(update(overlapping, made.object.id, owned), set(HASH.third), context({ now: START }));
      expect(await hashes(made)).toEqual([HASH.third, HASH.second]);
      await write(update(user({ passwordOverlap: "00:10:00" }), made.object.id, owned));
      expect(await hashes(made, START + 600_000)).toEqual([HASH.third]);
      await write(update(user(), made.object.id, owned), { action: "remove" });
      expect(await hashes(made)).toEqual([]);
    });

    it("give no overlap to what was set by hand when the owner sets the declared one again", async () => {
      const overlapping = user({ passwordOverlap: "01:00:00" });
      const made = await write(create(overlapping, owner("u", "t1")), set(HASH.first));
      await write(update(overlapping, made.object.id), set(HASH.second));
      expect(await hashes(made)).toEqual([HASH.second, HASH.first]);
      await write(update(overlapping, made.object.id, { token: "t1" }), set(HASH.third));
      expect(await hashes(made)).toEqual([HASH.third]);
    });

    it("tell a repeated write, whose answer was lost, from one that comes too late", async () => {
      const made = await write(create(user(), owner("u", "t1")), set(HASH.first));
      const { revision, id } = made.object;
      const stale = update(user(), id, { token: "t1", ifMatch: revision });
      const second = await write(stale, set(HASH.second));
      const version = second.object.secretVersion ?? "";
      expect((await write(stale, { action: "keep", version })).changed).toBe(false);
      const late = await store.write({ ...stale, secret: set(HASH.third) } as WriteCommand, context());
      expect(late).toMatchObject({
        ok: false,
        problem: { code: "RELAY_REVISION_STALE", changedBy: { properties: ["password"] } },
      });
      await write(update(user(), id), set(HASH.third));
      const overtaken = await store.write({ ...stale, secret: { action: "keep", version } } as WriteCommand, context());
      expect(overtaken).toMatchObject({ ok: false, problem: { code: "RELAY_REVISION_STALE" } });
    });

    it("of a create that is repeated for its owner replace the one before", async () => {
      const made = await write(create(user(), owner("u", "t1")), set(HASH.first));
      const again = await write(create(user(), owner("u", "t2")), set(HASH.second));
      expect(again.object.id).toBe(made.object.id);
      expect(await hashes(again)).toEqual([HASH.second]);
      const silent = await write(create(user(), owner("u", "t3")));
      expect(await hashes(silent)).toEqual([HASH.second]);
    });

    it("are named by the audit without their text", async () => {
      const sealed = await store.secrets.seal("at the smart host");
      const made = await write(create(user(), null), set(HASH.first));
      await write(update(user(), made.object.id), { action: "remove" });
      await write(create(route(), null), { action: "set", form: "sealed", value: sealed });
      const entries = await store.audit({ limit: 10 });
      expect(entries.map(({ secret }) => secret)).toEqual(["password set", "password removed", "password set"]);
      const text = JSON.stringify(entries);
      for (const hidden of [HASH.first, sealed, "at the smart host"]) expect(text).not.toContain(hidden);
      expect(await store.verifyAudit()).toMatchObject({ ok: true });
      const { secret } = (await store.audit({ limit: 1, afterSequence: 3 }))[0] ?? {};
      expect(secret).toBeUndefined();
    });

    it("of send connectors are sealed at rest and open again after a new start", async () => {
      const sealed = await store.secrets.seal("at the smart host");
      expect(sealed).not.toContain("smart");
      const { object } = await write(create(route(), null), { action: "set", form: "sealed", value: sealed });
      await reopen();
      expect(await store.secrets.sendConnectorPassword(object.id)).toBe("at the smart host");
      expect(await store.secrets.sendConnectorPassword("nobody")).toBeNull();
      expect(await store.secrets.passwordHashes(object.id, START)).toEqual([]);
    });
  });
}

function user(more: object = {}) {
  return { kind: "RelayUser", settings: settings("RelayUser", { username: "crm-app", ...more }) } as const;
}

function route() {
  const given = { name: "Out", addressSpaces: ["SMTP:*;1"], smartHosts: ["smart.contoso.com:25"] };
  return { kind: "SendConnector", settings: settings("SendConnector", given) } as const;
}

function set(value: string): PreparedSecret {
  return { action: "set", form: "hash", value };
}
