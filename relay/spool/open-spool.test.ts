import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSpool } from "./open-spool";
import { replayLog } from "./replay";
import type { MessageOrigin, NewMessage, Spool } from "./spool";
import type { SpoolLimits } from "./spool-limits";

const ORIGIN: MessageOrigin = {
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
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let directory: string;
let spool: Spool | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "relay-spool-"));
});
afterEach(async () => {
  await spool?.close();
  spool = undefined;
  rmSync(directory, { recursive: true, force: true });
});

async function open(limits: Partial<SpoolLimits> = {}): Promise<Spool> {
  await spool?.close();
  spool = await openSpool({ directory, clock: { now: () => 1_000 }, log, limits: { minimumFreeBytes: 0, ...limits } });
  return spool;
}

function message(queueId: string, recipients = ["c@fabrikam.com"]): NewMessage {
  return {
    queueId,
    sender: "a@contoso.com",
    recipients: recipients.map((address) => ({ address })),
    bodyType: "7BIT",
    smtpUtf8: false,
    origin: ORIGIN,
    receivedAt: 500,
  };
}

async function put(target: Spool, queueId: string, body: Buffer, recipients?: string[]): Promise<void> {
  const writer = target.begin(message(queueId, recipients));
  for (let at = 0; at < body.length; at += 60_000) await writer.write(body.subarray(at, at + 60_000));
  await writer.commit();
}

async function bodyOf(target: Spool, queueId: string): Promise<Buffer | undefined> {
  const content = await target.claims.content(queueId);
  if (content === undefined || Buffer.isBuffer(content.body)) return content?.body as Buffer | undefined;
  return Buffer.concat(await content.body().toArray());
}

describe("openSpool", () => {
  test.each([
    { title: "a small body", size: 4_096 },
    { title: "a body at the limit for the log", size: 256 * 1024 },
    { title: "a large body, in a file of its own", size: 1_500_000 },
  ])("$title is there, byte for byte, before and after a restart", async ({ size }) => {
    const body = randomBytes(size);
    const first = await open();
    await put(first, "Q1", body, ["c@fabrikam.com", "d@fabrikam.com"]);
    expect((await bodyOf(first, "Q1"))?.equals(body)).toBe(true);

    const second = await open();
    expect((await bodyOf(second, "Q1"))?.equals(body)).toBe(true);
    expect(await second.show("Q1")).toMatchObject({ sender: "a@contoso.com", size, origin: ORIGIN, receivedAt: 500 });
    expect(second.counts()).toMatchObject({ messages: 1, queued: 2 });
  });

  test("a message that was aborted, or whose client vanished, leaves nothing", async () => {
    const target = await open();
    for (const size of [100, 500_000]) {
      const writer = target.begin(message(`Q${size}`));
      for (let at = 0; at < size; at += 60_000) await writer.write(randomBytes(Math.min(60_000, size - at)));
      await writer.abort();
    }
    expect(target.counts()).toMatchObject({ messages: 0 });
    expect(readdirSync(join(directory, "bodies"))).toEqual([]);
    await open();
    expect(spool?.counts().messages).toBe(0);
  });

  test("the body's file goes once the message is gone for good, and orphans of a crash go at the start", async () => {
    const target = await open();
    await put(target, "Q1", randomBytes(500_000));
    expect(readdirSync(join(directory, "bodies"))).toEqual(["Q1"]);
    await target.delete("Q1");
    await eventually(() => readdirSync(join(directory, "bodies")).length === 0);
    writeFileSync(join(directory, "bodies", "Q7.part"), "half");
    writeFileSync(join(directory, "bodies", "Q8"), "whole, but its envelope was never written");
    await open();
    expect(readdirSync(join(directory, "bodies"))).toEqual([]);
  });

  test("a message whose body file is damaged is held where an operator sees it", async () => {
    await put(await open(), "Q1", randomBytes(500_000));
    writeFileSync(join(directory, "bodies", "Q1"), "short");
    const again = await open();
    expect((await again.show("Q1"))?.recipients[0]).toMatchObject({ state: "held", holdReason: "failed" });
  });

  test("while the disk is low no new mail is taken, what is there stays, and it ends by itself", async () => {
    let free = 1_000;
    await spool?.close();
    spool = await openSpool({
      directory,
      clock: { now: () => 1_000 },
      log,
      limits: { minimumFreeBytes: 500, diskPollInterval: 5 },
      freeBytes: async () => free,
    });
    expect(spool.accepting).toBe(true);
    await put(spool, "Q1", randomBytes(100));
    free = 499;
    await eventually(() => spool?.accepting === false);
    expect(spool.counts()).toMatchObject({ refusing: "disk-low", messages: 1 });
    free = 500;
    await eventually(() => spool?.accepting === true);
  });

  test("a full queue takes no new mail", async () => {
    const target = await open({ messages: 1 });
    await put(target, "Q1", randomBytes(100));
    expect(target.accepting).toBe(false);
    expect(target.counts().refusing).toBe("full");
  });

  test("no mail while a batch is longer at the disk than it may, and mail again once it is there", async () => {
    const target = await open({ slowAfter: 0 });
    let isSeen = false;
    // A quick disk may be done before anybody looks.
    for (let number = 0; !isSeen && number < 1000; number++) {
      const stored = put(target, `A${number}`, Buffer.alloc(100_000, "x"));
      for (let turn = 0; !isSeen && turn < 20; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        isSeen = target.counts().refusing === "store-slow" && !target.accepting;
      }
      await stored;
      expect(target.accepting).toBe(true);
    }
    expect(isSeen).toBe(true);
  });

  test("no mail while more is arriving than memory is for, and mail again once it has gone on", async () => {
    const target = await open({ arrivingBytes: 10_000 });
    const writers = ["A", "B", "C"].map((id) => target.begin(message(id)));
    for (const writer of writers) await writer.write(Buffer.alloc(9_000, "x"));
    expect(target.counts().refusing).toBe("memory-full");
    await Promise.all(writers.map((writer) => writer.commit()));
    expect(target.accepting).toBe(true);
  });

  test("queue ids that could mean something in a path are refused, and ids that are there already", async () => {
    const target = await open();
    expect(() => target.begin(message("../Q1"))).toThrow("../Q1");
    await put(target, "Q1", randomBytes(100));
    expect(() => target.begin(message("Q1"))).toThrow("already");
  });

  test("disk stays bounded: a few old messages among many that went are written anew, and survive with their state", async () => {
    const limits = { segmentBytes: 50_000 };
    const target = await open(limits);
    const body = randomBytes(4_000);
    for (let index = 0; index < 300; index++) {
      const queueId = `Q${index}`;
      await put(target, queueId, body, ["a@fabrikam.com", "b@fabrikam.com"]);
      if (index % 100 === 0) {
        target.claims.lease(queueId, [0]);
        target.claims.settle(queueId, [
          { recipientId: 0, event: { type: "deferred", reply: "451", nextAttemptAt: 9_000 } },
        ]);
      } else {
        await target.delete(queueId);
      }
    }
    await eventually(() => target.counts().logBytes < 6 * 54_000);
    const again = await open(limits);
    expect((await again.list({ limit: 10 })).map(({ queueId }) => queueId).sort()).toEqual(["Q0", "Q100", "Q200"]);
    for (const queueId of ["Q0", "Q100", "Q200"]) {
      expect((await bodyOf(again, queueId))?.equals(body)).toBe(true);
      expect((await again.show(queueId))?.recipients).toMatchObject([
        { state: "queued", attempts: 1, nextAttemptAt: 9_000, lastReply: "451" },
        { state: "queued", attempts: 0 },
      ]);
    }
  });

  test("what the next hop said of a delivered recipient is kept while another one waits, through restarts", async () => {
    const target = await open();
    await put(target, "Q1", randomBytes(100), ["a@fabrikam.com", "b@fabrikam.com"]);
    target.claims.lease("Q1", [0, 1]);
    target.claims.settle("Q1", [
      { recipientId: 0, event: { type: "delivered", reply: "250 2.6.0 queued as 4711" } },
      { recipientId: 1, event: { type: "deferred", reply: "451 4.3.0 later", nextAttemptAt: 9_000 } },
    ]);
    const before = (await target.show("Q1"))?.recipients;
    expect(before).toMatchObject([{ state: "delivered", attempts: 1, lastReply: "250 2.6.0 queued as 4711" }, {}]);
    expect((await (await open()).show("Q1"))?.recipients).toEqual(before);
    expect((await (await open()).show("Q1"))?.recipients).toEqual(before);
  });

  test("a power cut at any byte of the log leaves each message whole or not at all", async () => {
    const target = await open({ recentBytes: 0 });
    const bodies = new Map(["Q1", "Q2", "Q3"].map((queueId, index) => [queueId, randomBytes(50 + 70 * index)]));
    for (const [queueId, body] of bodies) await put(target, queueId, body);
    await target.close();
    const segment = join(directory, "log", "00000001.log");
    const whole = readFileSync(segment);
    const seen = new Set<string>();
    for (let cut = 0; cut <= whole.length; cut++) {
      writeFileSync(segment, whole.subarray(0, cut));
      const found: string[] = [];
      replayLog(join(directory, "log"), log, {
        onSegment: () => undefined,
        onRecord: ({ type, meta, body }) => {
          if (type !== "message") return;
          const { queueId } = JSON.parse(meta.toString()) as { readonly queueId: string };
          if (bodies.get(queueId)?.equals(body) !== true)
            throw new Error(`${queueId} is not whole after a cut at ${cut}.`);
          found.push(queueId);
        },
      });
      seen.add(found.join(" "));
    }
    expect([...seen]).toEqual(["", "Q1", "Q1 Q2", "Q1 Q2 Q3"]);
  });

  test.each([
    ["its header", 3, ["Q1", "Q2"]],
    ["its first record", 50, ["Q2"]],
    ["neither of them, being no more than noise", undefined, []],
  ])("of a segment with damage in %s everything else is found, and its file stays", async (_what, at, expected) => {
    const target = await open({ recentBytes: 0 });
    for (const queueId of ["Q1", "Q2"]) await put(target, queueId, randomBytes(200));
    await target.close();
    const segment = join(directory, "log", "00000001.log");
    const bytes = readFileSync(segment);
    if (at === undefined) bytes.fill(7);
    else bytes[at] = (bytes[at] as number) ^ 1;
    writeFileSync(segment, bytes);
    const again = await open();
    expect((await again.list({ limit: 10 })).map(({ queueId }) => queueId)).toEqual(expected);
    await again.close();
    expect(readFileSync(segment).equals(bytes)).toBe(true);
  });

  test("a large body stays although the disk has lost the envelope that asks for it", async () => {
    const target = await open();
    await put(target, "Q1", randomBytes(500_000));
    await target.close();
    const segment = join(directory, "log", "00000001.log");
    writeFileSync(segment, readFileSync(segment).fill(7));
    await (await open()).close();
    expect(readdirSync(join(directory, "bodies"))).toEqual(["Q1"]);
  });

  test("a record that stands in a message's body is never taken for one, even behind damage", async () => {
    const target = await open({ recentBytes: 0 });
    await put(target, "Q1", randomBytes(200));
    await target.close();
    const segment = join(directory, "log", "00000001.log");
    // The forger knows everything but the salt of the next segment.
    const forged = readFileSync(segment).subarray(32).toString("latin1").replaceAll("Q1", "QX");
    const second = await open({ recentBytes: 0 });
    await put(second, "Q2", Buffer.from(forged, "latin1"));
    await put(second, "Q3", randomBytes(200));
    await second.close();
    const damaged = join(directory, "log", "00000002.log");
    const bytes = readFileSync(damaged);
    bytes[40] = (bytes[40] as number) ^ 1;
    writeFileSync(damaged, bytes);
    const third = await open();
    expect((await third.list({ limit: 10 })).map(({ queueId }) => queueId)).toEqual(["Q1", "Q3"]);
  });
});

async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("Waited 10 s in vain.");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test("keeps what a client asked to be notified of, past a start, and has nothing of it for whoever asked for nothing", async () => {
  const first = await open();
  const dsn = { ret: "HDRS", envid: "QQ+2B1" } as const;
  const recipients = [
    { address: "plain@fabrikam.com" },
    {
      address: "asked@fabrikam.com",
      dsn: { notify: ["SUCCESS", "DELAY"], orcpt: "rfc822;asked@fabrikam.com" } as const,
    },
  ];
  const writer = first.begin({ ...message("D1"), dsn, recipients, bodyType: "BINARYMIME", smtpUtf8: true });
  await writer.write(Buffer.from("x\r\n"));
  await writer.commit();
  await put(first, "D2", Buffer.from("y\r\n"));
  const again = await open();
  expect(await again.claims.content("D1")).toMatchObject({
    dsn,
    bodyType: "BINARYMIME",
    smtpUtf8: true,
    recipientDsn: new Map([[1, recipients[1]?.dsn]]),
  });
  const other = await again.claims.content("D2");
  expect(other).not.toHaveProperty("dsn");
  expect(other).not.toHaveProperty("recipientDsn");
});

test("keeps the submitter that a trusted client named, past a start, and none where nobody was named", async () => {
  const first = await open();
  for (const [queueId, more] of [
    ["A1", { submitter: "e=mc2@example.com" }],
    ["A2", { submitter: "" }],
    ["A3", {}],
  ] as const) {
    const writer = first.begin({ ...message(queueId), ...more });
    await writer.write(Buffer.from("x\r\n"));
    await writer.commit();
  }
  const again = await open();
  expect(await again.claims.content("A1")).toMatchObject({ submitter: "e=mc2@example.com" });
  expect(await again.claims.content("A2")).toMatchObject({ submitter: "" });
  expect(await again.claims.content("A3")).not.toHaveProperty("submitter");
});
