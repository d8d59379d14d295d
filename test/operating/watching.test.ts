import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { METRICS } from "../../relay/metrics";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { SmtpDialogue } from "../../tools/harness/smtp-dialogue";
import { waitFor } from "../../tools/harness/wait-for";
import { runRelayctl } from "../cli/run-relayctl";
import { ScriptedSink } from "../delivery/scripted-sink";

jest.setTimeout(60_000);

let folder: string;
let host: RelayHost;
let port: number;
let sink: ScriptedSink;
const ids = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-watching-"));
  port = await freePort();
  sink = await ScriptedSink.start({
    rcpt: (address) => (address.includes("later@") ? "451 4.7.1 greylisted" : "250 2.1.5 ok"),
  });
  host = await startRelayHost({ dataDir: join(folder, "host"), token: "relay_watching_0123456789abcdefghijklmnop" });
  const byHand = new ControlCalls(host);
  await makeCrmByHand(byHand, { port });
  await byHand.create("SendConnector", {
    name: "Internet",
    addressSpaces: ["SMTP:fabrikam.com;1"],
    smartHosts: [sink.smartHost],
    requireTls: false,
  });
  for (const who of ["soon", "later"]) ids.set(who, await send(`${who}@fabrikam.com`, `<${who}@crm.contoso.com>`));
  ids.set("nowhere", await send("x@nowhere.example", "<nowhere@crm.contoso.com>"));
  await waitFor("one is delivered and one put off", async () => {
    const { stdout } = await relayctl("trace", "--since", "1h", "--output", "json");
    const events = (JSON.parse(stdout) as Traced).items.flatMap((item) => item.events.map(({ event }) => event));
    return ["SEND", "DEFER", "HOLD"].every((event) => events.includes(event)) ? true : undefined;
  });
});

afterAll(async () => {
  await host.stop();
  await sink.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Traced {
  readonly items: readonly { readonly queueId: string; readonly events: readonly { readonly event: string }[] }[];
}

/** Sends a letter and answers with its queue id, as the 250 tells it. */
async function send(to: string, messageId: string): Promise<string> {
  const dialogue = await SmtpDialogue.open({ port });
  await dialogue.reply();
  for (const line of ["EHLO crm", "MAIL FROM:<crm@contoso.com>", `RCPT TO:<${to}>`, "DATA"]) await dialogue.say(line);
  const reply = await dialogue.say(`Message-ID: ${messageId}\r\nSubject: hello\r\n\r\nhello\r\n.`);
  await dialogue.say("QUIT");
  return /InternalId=([0-9A-Z]+)/.exec(reply)?.[1] ?? "";
}

function relayctl(...args: readonly string[]) {
  return runRelayctl(args, { host });
}

async function metricsText(accept = "text/plain"): Promise<string> {
  const answer = await fetch(`${host.endpoint}/metrics`, { headers: { accept } });
  return answer.text();
}

describe("relayctl trace", () => {
  const stable = (text: string) =>
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
      .replaceAll(/in \d+\.\d+ s/g, "in SECONDS")
      .replaceAll(String(port), "PORT")
      .replaceAll(sink.smartHost, "SINK")
      .replaceAll(/session( +)[0-9A-Z]+/g, "session$1ID")
      .replaceAll(/as +/g, "as ")
      .replaceAll(/size( +)\d+/g, "size$1SIZE")
      .replaceAll(/\S+\\CRM/g, "HOST\\CRM");

  test("tells a delivered message's whole life by its Message-ID: client, connector, rights, next hop, reply", async () => {
    const { stdout, code } = await relayctl("trace", "<soon@crm.contoso.com>");
    expect(code).toBe(0);
    expect(stable(stdout)).toBe(`message ${ids.get("soon")}
  Message-ID  <soon@crm.contoso.com>
  from        <crm@contoso.com>
  to          <soon@fabrikam.com>
  size        SIZE bytes
  client      127.0.0.1, HELO crm, no TLS
  session     ID at 127.0.0.1:PORT
  connector   HOST\\CRM Application
  as NT AUTHORITY\\ANONYMOUS LOGON (Anonymous, none)
  rights      SMTPSubmit SMTPAcceptAnyRecipient SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender AcceptRoutingHeaders, by revision 3
  TIME  accepted for 1 recipient, durable
  TIME  delivered to <soon@fabrikam.com> at SINK through Internet in SECONDS: 250 2.0.0 taken
  now: no longer in the queue
`);
  });

  test("tells by the queue id why a message waits and where it is now", async () => {
    const { stdout } = await relayctl("trace", ids.get("later") ?? "");
    expect(stdout).toMatch(
      /put off: <later@fabrikam\.com> at 127\.0\.0\.1:\d+ through Internet in [\d.]+ s: 451 4\.7\.1 greylisted/,
    );
    expect(stdout).toMatch(/now: in the queue\n[^]*reply +451 4\.7\.1 greylisted/);
  });

  test("tells which token deleted a message that had no route, and finds by sender and recipient", async () => {
    const queueId = ids.get("nowhere") ?? "";
    await relayctl("queue", "hold", queueId);
    await relayctl("queue", "delete", queueId, "--yes");
    const { stdout } = await relayctl("trace", "--from", "CRM@contoso.com", "--to", "x@nowhere.example");
    expect(stdout).toContain("held (no-route): <x@nowhere.example>: No send connector");
    expect(stdout).toMatch(
      /held by an operator with token first admin\n.*deleted undelivered by an operator with token first admin\n +now: deleted/,
    );
    const { stdout: json } = await relayctl("trace", "--from", "crm@contoso.com", "--output", "json");
    expect((JSON.parse(json) as Traced).items.map((item) => item.queueId)).toEqual(
      ["nowhere", "later", "soon"].map((who) => ids.get(who)),
    );
  });

  test("exits 1 when nothing is known, and 2 without a question", async () => {
    expect(await relayctl("trace", "<nobody@nowhere>")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("Nothing is known") as unknown,
    });
    expect((await relayctl("trace")).code).toBe(2);
  });

  test("comes from files that only the owner reads, which the log level does not change", () => {
    const directory = join(folder, "host", "message-tracking");
    const [name = ""] = readdirSync(directory);
    expect(name).toMatch(/^MSGTRK\d{8}-1\.log$/);
    expect(readFileSync(join(directory, name), "utf8").split("\r\n")[4]).toMatch(/^#Fields: date-time,client-ip,/);
  });
});

describe("relayctl top", () => {
  test("shows sessions, rates, queue, disk and what waits, once", async () => {
    const { stdout, code } = await relayctl("top", "--once", "--interval", "1s");
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}in +0 messages\/s, 0 B\/s, 0 refusals\/s\n/);
    expect(stdout).toMatch(/loop delay +p50 [\d.]+ ms, p99/);
    expect(stdout).toMatch(/CRM Application +\d +3 +0\n/);
  });

  test("goes on until it is stopped, one JSON object a screen in a pipe", async () => {
    const { stdout } = await relayctl("top", "--once", "--interval", "1s", "--output", "json");
    const { rates, status } = JSON.parse(stdout) as { readonly rates: object; readonly status: { activity: object } };
    expect(rates).toMatchObject({ accepted: 0, commitSeconds: null });
    expect(status.activity).toMatchObject({ accepted: 3, rejects: 0, commits: { count: 3 } });
  });
});

describe("/metrics", () => {
  test("has every metric of the catalogue, and no other", async () => {
    const text = await metricsText();
    const described = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
    expect(described).toEqual(Object.keys(METRICS));
    const sampled = [...text.matchAll(/^(relay_\w+?)(?:_bucket|_sum|_count)?(?:\{|\s)/gm)].map(([, name]) => name);
    expect(new Set(sampled).size).toBeGreaterThan(20);
    for (const name of sampled) expect(Object.keys(METRICS)).toContain(name);
  });

  test("counts what happened, labelled by connector and smart host, never by client or address", async () => {
    const text = await metricsText("application/openmetrics-text; version=1.0.0");
    expect(text).toContain('relay_messages_accepted_total{connector="CRM Application"} 3\n');
    expect(text).toContain(`relay_delivery_attempts_total{next_hop="${sink.smartHost}",result="delivered"} 1\n`);
    expect(text).toMatch(
      /relay_relay_decisions_total\{connector="CRM Application",right="ms-Exch-SMTP-Accept-Any-Recipient",decision="accepted"\} 3\n/,
    );
    expect(text).toContain("relay_store_commit_seconds_count 3\n");
    expect(text).not.toMatch(/@|fabrikam|192\.168/);
  });
});
