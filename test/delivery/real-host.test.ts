import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { startRelayHost, type RelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { until } from "./delivery-house";
import { ScriptedSink, type SinkScript } from "./scripted-sink";
import { makeCertificate } from "./test-certificates";

jest.setTimeout(60_000);

const ACCOUNT = { username: "relay@contoso.com", password: "correct horse battery staple" } as const;
let folder: string;
let host: RelayHost;
let byHand: ControlCalls;
let port: number;
const sinks: ScriptedSink[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-sending-"));
  port = await freePort();
  host = await startRelayHost({ dataDir: join(folder, "host"), token: "relay_sending_0123456789abcdefghijklmnopqr" });
  byHand = new ControlCalls(host);
  await makeCrmByHand(byHand, { port });
});

afterAll(async () => {
  await host.stop();
  for (const sink of sinks) await sink.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function sinkThat(script: Partial<SinkScript> = {}): Promise<ScriptedSink> {
  const sink = await ScriptedSink.start(script);
  sinks.push(sink);
  return sink;
}

async function mailTo(to: string): Promise<void> {
  await sendLetter({ port }, { from: "crm@contoso.com", to });
}

test("AddressSpaces: each recipient's mail goes over the connector of the most specific space, then of the lowest cost", async () => {
  const [named, below, cheap, dear] = [await sinkThat(), await sinkThat(), await sinkThat(), await sinkThat()];
  const spaces: readonly (readonly [ScriptedSink, string, string])[] = [
    [named, "Named", "SMTP:a.fabrikam.com;90"],
    [below, "Below", "SMTP:*.fabrikam.com;50"],
    [cheap, "Cheap", "SMTP:*;1"],
    [dear, "Dear", "SMTP:*;10"],
  ];
  for (const [sink, name, space] of spaces) {
    await byHand.create("SendConnector", {
      name,
      addressSpaces: [space],
      smartHosts: [sink.smartHost],
      requireTls: false,
    });
  }
  for (const domain of ["a.fabrikam.com", "b.a.fabrikam.com", "fabrikam.com"]) await mailTo(`x@${domain}`);
  await until("all are there", () => named.messages.length + below.messages.length + cheap.messages.length === 3);
  const recipients = spaces.map(([{ messages }]) => messages.flatMap(({ to }) => to));
  expect(recipients).toEqual([["x@a.fabrikam.com"], ["x@b.a.fabrikam.com"], ["x@fabrikam.com"], []]);
});

test("AuthenticationCredential: the host logs in with the secret of the connector, and a new one frees the mail that waits", async () => {
  const tls = await makeCertificate(["sink.example"]);
  const sink = await sinkThat({ tls, login: ACCOUNT });
  const settings = {
    name: "Provider",
    addressSpaces: ["provider.example"],
    smartHosts: [sink.smartHost],
    smartHostAuthMechanism: "BasicAuthRequireTLS",
    username: ACCOUNT.username,
  };
  const secrets = { password: "not yet the right one" };
  const { body } = await byHand.call("POST", "/v1/send-connectors", { settings, secrets });
  const { id } = body as { readonly id: string };
  await mailTo("x@provider.example");
  await until("the login was tried", () => sink.commands.some((line) => line.startsWith("AUTH")));
  expect(sink.messages).toEqual([]);
  await byHand.change("SendConnector", id, {}, { password: ACCOUNT.password });
  await until("the mail is there", () => sink.messages.length === 1);
  for (const secret of [ACCOUNT.password, secrets.password]) {
    expect(host.log()).not.toContain(secret);
    for (const file of filesIn(folder)) expect(readFileSync(file).includes(secret)).toBe(false);
  }
});

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile());
}
