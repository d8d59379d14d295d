import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { hasPostfix, startPostfix, type Postfix } from "../../tools/harness/postfix";
import { startRelayHost, type RelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";
import { hasProgram, reportMissing } from "../harness/missing-programs";

jest.setTimeout(120_000);

const available =
  hasPostfix() &&
  hasProgram({ program: "python3", untested: "reading notifications", install: "apt-get install python3" });
const UNKNOWN = "nobody@fabrikam.com";
let folder: string;
let host: RelayHost;
let postfix: Postfix;
let smtpPort: number;

beforeAll(async () => {
  if (!available) {
    reportMissing({
      program: "postfix",
      untested: "notifications of a real Postfix's refusals",
      install: "as root: apt-get install postfix",
    });
    return;
  }
  folder = mkdtempSync(join(tmpdir(), "relay-foreign-"));
  smtpPort = await freePort();
  postfix = await startPostfix({ port: await freePort(), role: { kind: "deliver", unknown: UNKNOWN } });
  host = await startRelayHost({
    dataDir: join(folder, "host"),
    token: "relay_foreign_0123456789abcdefghijklmnopqrstuvwx",
  });
  const byHand = new ControlCalls(host);
  await makeCrmByHand(byHand, { port: smtpPort });
  const smartHosts = [`127.0.0.1:${postfix.port}`];
  await byHand.create("SendConnector", { name: "Postfix", addressSpaces: ["*"], smartHosts, requireTls: false });
});

afterAll(async () => {
  if (!available) return;
  await host.stop();
  postfix.stop();
  rmSync(folder, { recursive: true, force: true });
});

const READ = `
import sys, json, email, email.policy
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
text, status, original = message.iter_parts()
print(json.dumps({
  "type": message.get_content_type(), "report": message.get_param("report-type"), "auto": message["Auto-Submitted"],
  "to": message["To"], "subject": message["Subject"], "defects": [str(d) for p in message.walk() for d in p.defects],
  "return": message["Return-Path"], "text": text.get_content(), "statusType": status.get_content_type(),
  "fields": [dict(group.items()) for group in status.iter_parts()] if status.is_multipart() else [dict(group.items()) for group in status.get_payload()],
  "original": original.get_content_type(), "originalSubject": (original.get_content()["Subject"] if original.get_content_type() == "message/rfc822" else original.get_content()),
}))
`;

/** A notification as Python's email package reads it. */
function readNotification(bytes: Buffer): Readonly<Record<string, unknown>> {
  return JSON.parse(execFileSync("python3", ["-c", READ], { input: bytes, encoding: "utf8" })) as Record<
    string,
    unknown
  >;
}

function notificationOf(subject: string): Promise<Buffer> {
  return waitFor(
    `the notification of "${subject}"`,
    () => postfix.delivered().find((bytes) => bytes.includes(`Subject: Undeliverable: ${subject}\n`)),
    30_000,
  );
}

describe("a notification of what a real Postfix refused", () => {
  test("is read by Python's email package: who, why, ENVID and ORCPT of nodemailer's DSN parameters", async () => {
    if (!available) return;
    const client = createTransport({
      host: "127.0.0.1",
      port: smtpPort,
      secure: false,
      tls: { rejectUnauthorized: false },
    });
    await client.sendMail({
      from: "crm@contoso.com",
      to: ["customer@fabrikam.com", UNKNOWN],
      subject: "from nodemailer",
      text: "Grüße",
      dsn: { id: "order+4711", return: "full", notify: ["failure", "delay"], recipient: "rfc822;Nobody@Fabrikam.com" },
    });
    client.close();
    expect(readNotification(await notificationOf("from nodemailer"))).toMatchObject({
      type: "multipart/report",
      report: "delivery-status",
      auto: "auto-replied",
      return: "<>",
      to: "crm@contoso.com",
      defects: [],
      text: expect.stringMatching(/127\.0\.0\.1 said: 550 5\.1\.1 <nobody@fabrikam\.com>/) as string,
      statusType: "message/delivery-status",
      fields: [
        { "Reporting-MTA": expect.stringMatching(/^dns; /) as string, "Original-Envelope-Id": "order+4711" },
        {
          "Original-Recipient": "rfc822; Nobody@Fabrikam.com",
          "Final-Recipient": `rfc822; ${UNKNOWN}`,
          Action: "failed",
          Status: "5.1.1",
          "Remote-MTA": "dns; [127.0.0.1]",
        },
      ],
      original: "message/rfc822",
      originalSubject: "from nodemailer",
    });
  });

  test("is made for swaks too, and relayctl shows the message as bounced with the notification's id", async () => {
    if (!available || !hasProgram({ program: "swaks", untested: "swaks", install: "apt-get install swaks" })) return;
    const said = execFileSync(
      "swaks",
      ["--server", "127.0.0.1", "--port", String(smtpPort), "--from", "crm@contoso.com", "--to", UNKNOWN].concat([
        ...["--header", "Subject: from swaks", "--body", "hello"],
      ]),
      { encoding: "utf8" },
    );
    await notificationOf("from swaks");
    const queueId = /InternalId=(\w+)/.exec(said)?.[1];
    const answer = await fetch(`${host.endpoint}/v1/queue?state=bounced`, {
      headers: { authorization: `Bearer ${host.token}` },
    });
    const { items } = (await answer.json()) as { items: readonly { queueId: string; recipients: readonly object[] }[] };
    expect(items.find((item) => item.queueId === queueId)?.recipients).toMatchObject([
      { state: "bounced", notification: expect.any(String) as string },
    ]);
  });
});
