import { randomBytes } from "node:crypto";
import type { MessageOrigin, NewMessage, Spool } from "../../relay/spool";

/** How the suite gets at a spool that outlives its process. */
export interface SpoolUnderTest {
  /** Opens the same spool (anew: closes the one that is open). */
  readonly open: () => Promise<Spool>;
  readonly close: () => Promise<void>;
}

export const ORIGIN: MessageOrigin = {
  connectorId: "c1",
  connectorName: "CRM Application",
  clientAddress: "192.168.2.55",
  helo: "crm.contoso.com",
  tls: false,
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  authAs: "Anonymous",
  authMechanism: "none",
  sessionId: "s1",
};

export const RECEIVED_AT = 500;

export function message(queueId: string, more: Partial<NewMessage> = {}): NewMessage {
  return {
    queueId,
    sender: "a@contoso.com",
    recipients: [{ address: "c@fabrikam.com" }],
    bodyType: "7BIT",
    smtpUtf8: false,
    origin: ORIGIN,
    receivedAt: RECEIVED_AT,
    ...more,
  };
}

export async function put(spool: Spool, wanted: NewMessage, body = Buffer.from("x\r\n")): Promise<void> {
  const writer = spool.begin(wanted);
  for (let at = 0; at < body.length; at += 60_000) await writer.write(body.subarray(at, at + 60_000));
  await writer.commit();
}

export async function bodyOf(spool: Spool, queueId: string): Promise<Buffer | undefined> {
  const content = await spool.claims.content(queueId);
  if (content === undefined || Buffer.isBuffer(content.body)) return content?.body as Buffer | undefined;
  return Buffer.concat((await content.body().toArray()) as Buffer[]);
}

/** Waits for what a spool may tell a little later: counts, and mail that comes to it from elsewhere. */
export async function eventually<Found>(look: () => Found | undefined | Promise<Found | undefined>): Promise<Found> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error("Waited 15 s in vain.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const takeDue = (spool: Spool, now: number) => eventually(() => spool.claims.takeDue(now));

const counted = (spool: Spool, wanted: object) =>
  eventually(() => {
    const counts = spool.counts() as unknown as Record<string, unknown>;
    return Object.entries(wanted).every(([name, value]) => counts[name] === value) ? counts : undefined;
  });

/** What every spool keeps to, wherever it keeps mail. */
export function describeSpool(name: string, make: () => Promise<SpoolUnderTest>): void {
  describe(`the spool: ${name}`, () => {
    let under: SpoolUnderTest;
    beforeEach(async () => (under = await make()));
    afterEach(() => under.close());

    test.each([
      { title: "no body", size: 0 },
      { title: "a small body", size: 4_096 },
      { title: "a body of the size where the way of keeping it changes", size: 256 * 1024 },
      { title: "a large body", size: 1_500_000 },
    ])("$title is there, byte for byte, before and after a restart", async ({ size }) => {
      const body = randomBytes(size);
      const recipients = [{ address: "c@fabrikam.com" }, { address: "d@fabrikam.com" }];
      const first = await under.open();
      await put(first, message("Q1", { recipients }), body);
      expect((await bodyOf(first, "Q1"))?.equals(body)).toBe(true);
      const second = await under.open();
      await eventually(async () => ((await second.claims.content("Q1")) === undefined ? undefined : true));
      expect((await bodyOf(second, "Q1"))?.equals(body)).toBe(true);
      expect(await second.show("Q1")).toMatchObject({ sender: "a@contoso.com", size, origin: ORIGIN, receivedAt: 500 });
      await counted(second, { messages: 1, queued: 2 });
    });

    test("a message that was aborted leaves nothing", async () => {
      const spool = await under.open();
      for (const size of [100, 900_000]) {
        const writer = spool.begin(message(`Q${size}`));
        for (let at = 0; at < size; at += 60_000) await writer.write(randomBytes(Math.min(60_000, size - at)));
        await writer.abort();
      }
      expect(await (await under.open()).list({ limit: 10 })).toEqual([]);
    });

    test("the envelope is kept whole: what clients asked to be notified of, the submitter, 8-bit and SMTPUTF8", async () => {
      const dsn = { ret: "HDRS", envid: "QQ+2B1" } as const;
      const wish = { notify: ["SUCCESS", "DELAY"], orcpt: "rfc822;asked@fabrikam.com" } as const;
      const recipients = [{ address: "plain@fabrikam.com" }, { address: "asked@fabrikam.com", dsn: wish }];
      const first = await under.open();
      const more = { dsn, recipients, bodyType: "BINARYMIME", smtpUtf8: true, submitter: "e=mc2@example.com" } as const;
      await put(first, message("D1", more));
      await put(first, message("D2", { sender: "" }));
      const again = await under.open();
      const content = await eventually(() => again.claims.content("D1"));
      expect(content).toMatchObject({ dsn, bodyType: "BINARYMIME", smtpUtf8: true, submitter: "e=mc2@example.com" });
      expect(content.recipientDsn).toEqual(new Map([[1, wish]]));
      const other = await eventually(() => again.claims.content("D2"));
      expect(other.sender).toBe("");
      for (const absent of ["dsn", "recipientDsn", "submitter"]) expect(other).not.toHaveProperty(absent);
    });

    test("a due message is taken once, leased once, and forgotten once everybody has it", async () => {
      const spool = await under.open();
      let told = 0;
      spool.claims.onDue(() => told++);
      await put(spool, message("Q1", { recipients: [{ address: "a@b.example" }, { address: "c@d.example" }] }));
      const due = await takeDue(spool, 1_000);
      expect(due).toMatchObject({ queueId: "Q1", lifetimeFrom: RECEIVED_AT });
      expect(due.recipients.map(({ address }) => address)).toEqual(["a@b.example", "c@d.example"]);
      expect(told).toBeGreaterThan(0);
      expect(spool.claims.takeDue(1_000)).toBeUndefined();
      expect(spool.claims.lease("Q1", [0, 1])).toHaveLength(2);
      expect(spool.claims.lease("Q1", [0, 1])).toEqual([]);
      spool.claims.settle("Q1", [
        { recipientId: 0, event: { type: "delivered", reply: "250 ok" } },
        { recipientId: 1, event: { type: "delivered", reply: "250 ok" } },
      ]);
      await eventually(async () => ((await spool.show("Q1")) === undefined ? true : undefined));
      expect(await (await under.open()).list({ limit: 10 })).toEqual([]);
    });

    test("what became of each recipient survives a restart, and only who is due is tried again", async () => {
      const first = await under.open();
      await put(
        first,
        message("Q1", { recipients: ["a", "b", "c"].map((name) => ({ address: `${name}@x.example` })) }),
      );
      await takeDue(first, 1_000);
      first.claims.lease("Q1", [0, 1, 2]);
      first.claims.settle("Q1", [
        { recipientId: 0, event: { type: "delivered", reply: "250 2.6.0 queued as 4711" } },
        { recipientId: 1, event: { type: "deferred", reply: "451 4.3.0 later", nextAttemptAt: 9_000 } },
        { recipientId: 2, event: { type: "deferred", reply: "451 4.3.0 much later", nextAttemptAt: 90_000 } },
      ]);
      const states = [
        { state: "delivered", attempts: 1, lastReply: "250 2.6.0 queued as 4711" },
        { state: "queued", attempts: 1, nextAttemptAt: 9_000, lastReply: "451 4.3.0 later" },
        { state: "queued", attempts: 1, nextAttemptAt: 90_000 },
      ];
      expect((await first.show("Q1"))?.recipients).toMatchObject(states);
      const again = await under.open();
      expect((await again.show("Q1"))?.recipients).toMatchObject(states);
    });

    test("a lease that was not settled is over with the process", async () => {
      const first = await under.open();
      await put(first, message("Q1"));
      await takeDue(first, 1_000);
      expect(first.claims.lease("Q1", [0])).toHaveLength(1);
      expect((await first.show("Q1"))?.recipients[0]).toMatchObject({ state: "leased" });
      expect(await first.list({ state: "leased", limit: 10 })).toHaveLength(1);
      const again = await under.open();
      expect(await takeDue(again, 1_000)).toMatchObject({ queueId: "Q1", recipients: [{ attempts: 0 }] });
    });

    test("an attempt that did not come about leaves no trace but the message due", async () => {
      const spool = await under.open();
      await put(spool, message("Q1"));
      await takeDue(spool, 1_000);
      spool.claims.lease("Q1", [0]);
      spool.claims.settle("Q1", [{ recipientId: 0, event: { type: "returned" } }]);
      expect(await takeDue(spool, 1_000)).toMatchObject({ queueId: "Q1", recipients: [{ attempts: 0 }] });
      spool.claims.putBack("Q1");
      expect(await takeDue(spool, 1_000)).toMatchObject({ queueId: "Q1" });
    });

    test("a late answer settles no newer attempt", async () => {
      const spool = await under.open();
      await put(spool, message("Q1"));
      await takeDue(spool, 1_000);
      const [old] = spool.claims.lease("Q1", [0]);
      spool.claims.settle("Q1", [{ recipientId: 0, event: { type: "returned" }, lease: old!.lease! }]);
      await takeDue(spool, 1_000);
      const [current] = spool.claims.lease("Q1", [0]);
      expect(current!.lease).toBeGreaterThan(old!.lease!);
      const failed = { type: "failed", reply: "550 no" } as const;
      spool.claims.settle("Q1", [{ recipientId: 0, event: failed, lease: old!.lease! }]);
      const delivered = { type: "delivered", reply: "250 ok" } as const;
      spool.claims.settle("Q1", [{ recipientId: 0, event: delivered, lease: current!.lease! }]);
      await counted(spool, { messages: 0 });
      expect(await spool.show("Q1")).toBeUndefined();
    });

    test("operators hold, release, retry and delete; each of it survives a restart", async () => {
      const spool = await under.open();
      for (const queueId of ["Q1", "Q2", "Q3"]) await put(spool, message(queueId));
      expect(await spool.hold("Q1")).toBe(true);
      expect(await spool.delete("Q2")).toBe(true);
      expect(await spool.hold("Q9")).toBe(false);
      expect(await spool.delete("Q9")).toBe(false);
      const again = await under.open();
      expect((await again.list({ state: "held", limit: 10 })).map(({ queueId }) => queueId)).toEqual(["Q1"]);
      expect((await again.list({ limit: 10 })).map(({ queueId }) => queueId)).toEqual(["Q1", "Q3"]);
      expect((await again.show("Q1"))?.recipients[0]).toMatchObject({ state: "held", holdReason: "operator" });
      expect(await takeDue(again, 1_000)).toMatchObject({ queueId: "Q3" });
      expect(await again.retry("Q1")).toBe(true);
      expect((await again.show("Q1"))?.recipients[0]).toMatchObject({ state: "held" });
      expect(await again.release("Q1")).toBe(true);
      expect(await takeDue(again, 1_000)).toMatchObject({ queueId: "Q1" });
    });

    test("mail held while an attempt goes on is held when it ends, and gone when it was delivered", async () => {
      const spool = await under.open();
      for (const queueId of ["Q1", "Q2"]) {
        await put(spool, message(queueId));
        await takeDue(spool, 1_000);
        spool.claims.lease(queueId, [0]);
        await spool.hold(queueId);
      }
      spool.claims.settle("Q1", [{ recipientId: 0, event: { type: "deferred", reply: "451", nextAttemptAt: 1_500 } }]);
      spool.claims.settle("Q2", [{ recipientId: 0, event: { type: "delivered", reply: "250" } }]);
      await eventually(async () => ((await spool.show("Q2")) === undefined ? true : undefined));
      const again = await under.open();
      expect((await again.show("Q1"))?.recipients[0]).toMatchObject({
        state: "held",
        holdReason: "operator",
        attempts: 1,
      });
      expect(await again.show("Q2")).toBeUndefined();
    });

    test("mail without a route is visible, and due again once there may be one", async () => {
      const spool = await under.open();
      await put(spool, message("Q1"));
      await takeDue(spool, 1_000);
      spool.claims.settle("Q1", [{ recipientId: 0, event: { type: "no-route", reply: "No route." } }]);
      const held = { state: "held", holdReason: "no-route", lastReply: "No route." };
      await eventually(async () => ((await spool.show("Q1"))?.recipients[0]?.state === "held" ? true : undefined));
      expect((await spool.show("Q1"))?.recipients[0]).toMatchObject(held);
      await eventually(() => {
        spool.claims.releaseWithoutRoute();
        return spool.claims.takeDue(1_000);
      });
    });

    test("mail that was given up is no longer waited for, stays in sight, and can be sent after all", async () => {
      const spool = await under.open();
      await put(spool, message("Q1", { recipients: [{ address: "a@b.example" }, { address: "c@d.example" }] }));
      await takeDue(spool, 1_000);
      spool.claims.lease("Q1", [0, 1]);
      spool.claims.settle("Q1", [
        { recipientId: 0, event: { type: "bounced", reply: "550 5.1.1 no", notification: "N1" } },
        { recipientId: 1, event: { type: "delivered", reply: "250 ok" } },
      ]);
      const again = await under.open();
      await counted(again, { messages: 0, queued: 0 });
      expect(await again.list({ limit: 10 })).toEqual([]);
      expect((await again.list({ state: "bounced", limit: 10 }))[0]?.recipients).toMatchObject([
        { state: "bounced", lastReply: "550 5.1.1 no", notification: "N1" },
        { state: "delivered" },
      ]);
      expect(await again.retry("Q1")).toBe(true);
      expect((await takeDue(again, 1_000)).recipients.map(({ address }) => address)).toEqual(["a@b.example"]);
    });

    test("whoever failed for good is found as that, and retried when an operator says so", async () => {
      const spool = await under.open();
      await put(spool, message("Q1"));
      await takeDue(spool, 1_000);
      spool.claims.lease("Q1", [0]);
      spool.claims.settle("Q1", [{ recipientId: 0, event: { type: "failed", reply: "550 5.1.1 no" } }]);
      const again = await under.open();
      expect((await again.list({ state: "failed", limit: 10 })).map(({ queueId }) => queueId)).toEqual(["Q1"]);
      await again.retry("Q1");
      expect(await takeDue(again, 1_000)).toMatchObject({ recipients: [{ attempts: 0 }] });
    });
  });
}
