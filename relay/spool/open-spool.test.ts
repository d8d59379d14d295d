import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSpool } from "./open-spool";
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
});
