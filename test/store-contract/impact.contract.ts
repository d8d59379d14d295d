import type { AuditEntry, WriteCommand } from "../../model";
import type { ConfigStore } from "../../relay/store";
import type { StoreUnderTest } from "./config-store.contract";
import {
  connector,
  context,
  create,
  domain,
  permission,
  receiveConnector,
  relayEntry,
  remove,
  settings,
  update,
} from "./write-fixtures";

/** What every engine's config store keeps in the audit of what a write meant. */
export function describeImpact(engine: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`the impact of writes in the audit on ${engine}`, () => {
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
    const write = async (command: WriteCommand) => {
      const result = await store.write(command, context());
      if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
      return result.object.id;
    };
    const last = async () => (await store.audit({ order: "newest-first", limit: 1 }))[0] as AuditEntry;

    it("says who can newly relay where, through what, and how to see it", async () => {
      const id = await write(create(crm(["192.168.2.55-192.168.2.56"]), null));
      const entryId = await write(create(permission(relayEntry(id)), null));
      await write(update(crm(["192.168.2.0/24"]), id));
      const { impact } = await last();
      if (impact?.known !== true) throw new Error("The impact is not known.");
      expect(impact).toMatchObject({ counts: { widened: 1, narrowed: 0, moved: 0 }, leftOut: 0, routes: 0 });
      expect(impact.worst).toBe(impact.rows[0]?.severity);
      expect(impact.rows).toMatchObject([
        {
          kind: "widened",
          count: "254 addresses",
          who: "anonymous",
          before: { verdict: "refuse", connector: null },
          after: { verdict: "relay", connector: "CRM Application", reply: "250 2.1.5 Recipient OK" },
          witness: {
            client: expect.stringMatching(/^192\.168\.2\.\d+$/) as string,
            tls: expect.any(Boolean) as boolean,
          },
        },
      ]);
      expect(impact.rows[0]?.after.entry).toContain("Accept-Any-Recipient");
      expect(impact.rows[0]?.addresses).toEqual(["192.168.2.0-192.168.2.54", "192.168.2.57-192.168.2.255"]);
      expect(JSON.stringify(impact)).not.toContain(entryId);
    });

    it("says that nothing changed for anybody", async () => {
      const id = await write(create(crm(["192.168.2.55"]), null));
      await write(update(crm(["192.168.2.55"], { comment: "for the CRM" }), id));
      const nobody = { widened: 0, narrowed: 0, moved: 0, "side-effect": 0 };
      expect((await last()).impact).toMatchObject({ known: true, counts: nobody, worst: null, rows: [] });
    });

    it("is on the last entry of a write that changes several objects, and once", async () => {
      const id = await write(create(crm(["192.168.2.55"]), null));
      await write(create(permission(relayEntry(id)), null));
      await write(remove("ReceiveConnector", id));
      const entries = (await store.audit({ limit: 10 })).filter(({ revision }) => revision === 3);
      expect(entries.map(({ kind, impact }) => [kind, impact?.known])).toEqual([
        ["ConnectorPermission", undefined],
        ["ReceiveConnector", true],
      ]);
    });

    it("tells where else mail leaves, and whom host-wide settings believe", async () => {
      const out = settings("SendConnector", { name: "Out", addressSpaces: ["*"], smartHosts: ["smart.contoso.com"] });
      await write(create({ kind: "SendConnector", settings: out }, null));
      expect((await last()).impact).toMatchObject({ known: true, routes: 1 });
      const trusting = settings("TransportConfig", { trustedProxies: ["10.0.0.1"] });
      await store.write(
        update({ kind: "TransportConfig", settings: trusting }, "transport-config"),
        context({ scopes: ["admin"] }),
      );
      expect((await last()).impact).toMatchObject({ known: true, proxies: { added: ["10.0.0.1"], removed: [] } });
    });

    it("is found by what it is", async () => {
      await write(create({ kind: "AcceptedDomain", settings: domain("contoso.com") }, null));
      const id = await write(create(crm(["192.168.2.55"]), null));
      await write(update(crm(["192.168.2.55"], { comment: "for the CRM" }), id));
      await write(remove("ReceiveConnector", id));
      const found = async (widening: boolean) =>
        (await store.searchAudit({ limit: 10 }, { widening })).entries.map(({ sequence }) => sequence);
      expect(await found(true)).toEqual([2]);
      expect(await found(false)).toEqual([1, 3, 4]);
    });

    it("cannot be told of a write that concerns very many connectors, which is made all the same", async () => {
      for (let host = 1; host <= 33; host++) {
        await write(create(receiveConnector(connector(`C${host}`, [`10.0.0.${host}`])), null));
      }
      await write(create({ kind: "AcceptedDomain", settings: domain("contoso.com") }, null));
      const { impact, action } = await last();
      expect([action, impact]).toEqual([
        "create",
        { known: false, reason: expect.stringContaining("33 connectors") as string },
      ]);
      // One of many is no reason not to tell.
      await write(create(receiveConnector(connector("New", ["10.0.1.1"])), null));
      expect((await last()).impact).toMatchObject({ known: true, counts: { widened: 1 } });
    });

    it("stands in the hash chain", async () => {
      await write(create(crm(["192.168.2.55"]), null));
      expect(await store.verifyAudit()).toMatchObject({ ok: true, head: { sequence: 1 } });
    });
  });
}
