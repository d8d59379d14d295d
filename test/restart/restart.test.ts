import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { createControlClient, dataOf, settleControlEndpoint } from "../../client";
import { descriptorOf } from "../../relay/listening";
import { freePort } from "../../tools/harness/free-port";
import { startReceivingServer } from "../../tools/harness/receiving-server";
import { waitFor } from "../../tools/harness/wait-for";
import { runRelayctl } from "../cli/run-relayctl";
import { SmtpConversation } from "../harness/smtp-conversation";
import { RestartingHost } from "./restarting-host";
import { startLoad } from "./steady-load";

const RESTARTS = 5;
/** Milliseconds that a successor may take to begin on a busy machine. */
const PATIENCE = 60_000;
/** How the provider asks (provider/connect). */
const AS_PROVIDER = { attempts: 6, timeout: 8_000 };
let dataDir: string;
let host: RestartingHost | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-restart-"));
});
afterEach(() => {
  host?.kill();
  host = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

/** Lets clients on this machine relay anything to one smart host. */
async function configure(relay: RestartingHost, ports: { readonly smtp: number; readonly sink?: number }) {
  const settings = { name: "Restart", bindings: [`127.0.0.1:${ports.smtp}`], remoteIpRanges: ["127.0.0.1"] };
  const connector = (await relay.call("POST", "/receive-connectors", {
    settings: { ...settings, permissionGroups: ["AnonymousUsers"], maxInboundConnectionPerSource: "unlimited" },
  })) as { readonly id: string };
  const extendedRights = ["ms-Exch-SMTP-Accept-Any-Recipient", "ms-Exch-SMTP-Accept-Any-Sender"];
  await relay.call("POST", "/connector-permissions", {
    settings: {
      connector: connector.id,
      principal: "NT AUTHORITY\\ANONYMOUS LOGON",
      access: "Allow",
      extendedRights,
    },
  });
  if (ports.sink === undefined) return connector;
  await relay.call("POST", "/send-connectors", {
    settings: {
      name: "Out",
      addressSpaces: ["SMTP:*;1"],
      smartHosts: [`127.0.0.1:${ports.sink}`],
      requireTls: false,
    },
  });
  return connector;
}

test(`through ${RESTARTS} restarts under load nobody is refused or cut off, and no message is lost or doubled`, async () => {
  const sink = await startReceivingServer();
  const port = await freePort();
  const relay = await RestartingHost.start({ dataDir });
  host = relay;
  await configure(relay, { smtp: port, sink: sink.port });
  const load = startLoad({ port, clients: 6, messages: 3 });
  const pids = new Set([relay.pid]);
  const times: number[] = [];
  for (let restart = 0; restart < RESTARTS; restart++) {
    const before = load.report.taken.size;
    times.push(await relay.restart());
    pids.add(relay.pid);
    await waitFor("mail is taken again", () => load.report.taken.size > before + 20, 30_000);
  }
  await load.stop();
  const { taken, unsure, broken, putOff, slowestGreeting } = load.report;
  const arrived = () => sink.letters.map(({ bytes }) => /^Subject: (\S+)/m.exec(bytes.toString("latin1"))?.[1] ?? "");
  await waitFor("everything has arrived", () => new Set(arrived()).size >= taken.size, 60_000);
  await relay.stop();
  await sink.close();
  const ids = arrived();
  const worst = `slowest greeting ${Math.round(slowestGreeting)} ms, restarts ${times.map(Math.round).join(" ")} ms`;
  process.stdout.write(`${taken.size} taken, ${[...putOff].join(" ")} put off, ${worst}\n`);
  expect(pids.size).toBe(RESTARTS + 1);
  expect(broken).toEqual([]);
  expect([...unsure]).toEqual([]);
  expect([...taken].filter((id) => !ids.includes(id))).toEqual([]);
  expect(ids.length).toBe(new Set(ids).size);
}, 180_000);

test("a message that is being sent is finished by the old process, and its client hears so", async () => {
  const port = await freePort();
  const relay = await RestartingHost.start({ dataDir });
  host = relay;
  await configure(relay, { smtp: port });
  const [sending, idle] = [
    await SmtpConversation.open({ port, patience: PATIENCE }),
    await SmtpConversation.open({ port, patience: PATIENCE }),
  ];
  await Promise.all([sending.reply(), idle.reply()]);
  const opening = ["EHLO crm.contoso.com", "MAIL FROM:<crm@contoso.com>", "RCPT TO:<b@fabrikam.com>", "DATA"];
  for (const command of opening) await sending.say(command);
  const restarted = relay.restart();
  expect(await idle.reply()).toMatch(/^421 4\.3\.2 /);
  const next = SmtpConversation.open({ port, patience: PATIENCE });
  expect(await sending.say("Subject: slow\r\n\r\nx\r\n.")).toMatch(/^250 2\.6\.0 /);
  await restarted;
  expect(await (await next).reply()).toMatch(/^220 /);
  await expect(relay.call("GET", "/queue?limit=10")).resolves.toMatchObject({ items: [{ sender: "crm@contoso.com" }] });
  await relay.stop();
}, 120_000);

test("a successor that dies while it opens the stores costs nobody anything: the host goes on", async () => {
  const port = await freePort();
  const relay = await RestartingHost.start({ dataDir });
  host = relay;
  await configure(relay, { smtp: port });
  const load = startLoad({ port, clients: 4, messages: 3 });
  await waitFor("mail is taken", () => load.report.taken.size > 20, 30_000);
  const { pid } = relay;
  process.kill(pid, "SIGUSR2");
  const successor = await waitFor(
    "it hands over",
    () => /"successor":(\d+),"msg":"handing over"/.exec(relay.log)?.[1],
    30_000,
  );
  process.kill(Number(successor), "SIGKILL");
  await waitFor("it says so", () => relay.log.includes("This host goes on."), 30_000);
  const before = load.report.taken.size;
  await waitFor("mail is taken again", () => load.report.taken.size > before + 20, 30_000);
  expect(relay.pid).toBe(pid);
  await expect(relay.call("GET", "/status")).resolves.toMatchObject({ ready: true });
  await load.stop();
  expect(load.report.broken).toEqual([]);
  const { items } = (await relay.call("GET", "/queue?limit=1000")) as { readonly items: readonly unknown[] };
  expect(items.length).toBe(Math.min(load.report.taken.size, 1000));
  await relay.stop();
}, 120_000);

test("relayctl restart waits for the successor; one that cannot use a file is told in the log, and the host never stops", async () => {
  const pair = await generate([{ name: "commonName", value: "relay.test" }]);
  const [cert, key] = [join(dataDir, "cert.pem"), join(dataDir, "key.pem")];
  writeFileSync(cert, pair.cert);
  writeFileSync(key, pair.private);
  const flags = ["--smtp-tls-cert", cert, "--smtp-tls-key", key];
  const relay = await RestartingHost.start({ dataDir: join(dataDir, "host"), flags });
  host = relay;
  const { pid } = relay;
  const restart = (timeout: string) =>
    runRelayctl(["restart", "--data-dir", join(dataDir, "host"), "--timeout", timeout]);
  const good = await restart("60s");
  expect(good).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^process \d+ took over from \d+ after /) as string,
  });
  expect(good.stdout).toContain(`process ${relay.pid} took over from ${pid}`);
  writeFileSync(key, "no key");
  const kept = relay.pid;
  await expect(restart("5s")).resolves.toMatchObject({
    code: 3,
    stderr: expect.stringContaining(`process ${kept} still`) as string,
  });
  await waitFor("it says so", () => relay.log.includes("This host goes on."), 30_000);
  expect(relay.log).toContain("key.pem");
  expect(relay.log.split("handing over")).toHaveLength(2);
  expect(relay.pid).toBe(kept);
  await relay.stop();
  await expect(restart("5s")).resolves.toMatchObject({ code: 2 });
}, 120_000);

test("writes and reads of the control API wait, or are tried again by clients, through a restart", async () => {
  const port = await freePort();
  const relay = await RestartingHost.start({ dataDir });
  host = relay;
  const { id } = await configure(relay, { smtp: port });
  const { api } = createControlClient(
    settleControlEndpoint({ endpoint: relay.endpoint, token: relay.token }, {}),
    AS_PROVIDER,
  );
  const state = { isOver: false, reads: 0 };
  const reading = (async () => {
    while (!state.isOver) {
      await dataOf(api.GET("/v1/receive-connectors/{id}", { params: { path: { id } } }));
      state.reads++;
    }
  })();
  const writing = (async () => {
    const made: string[] = [];
    for (let number = 0; !state.isOver; number++) {
      const domainName = `d${number}.contoso.com`;
      const body = { settings: { domainName, domainType: "Authoritative" } } as never;
      // As the provider does it: a repeated create of the same resource is the same create.
      const header = {
        "Relay-Stack": "acme/crm/prod",
        "Relay-Logical-Id": `AcceptedDomain::d${number}`,
        "Relay-Owner-Token": `token-${number}-0123456789abcdef`,
      };
      await dataOf(api.POST("/v1/accepted-domains", { body, params: { header } } as never));
      made.push(domainName);
    }
    return made;
  })();
  for (let restart = 0; restart < 2; restart++) await relay.restart();
  const before = state.reads;
  await waitFor("it is read again", () => state.reads > before + 5, 30_000);
  state.isOver = true;
  await reading;
  const made = await writing;
  const { items } = (await relay.call("GET", "/accepted-domains")) as {
    readonly items: readonly { readonly settings: { readonly domainName: string } }[];
  };
  expect(items.map(({ settings }) => settings.domainName).sort()).toEqual([...made].sort());
  expect(made.length).toBeGreaterThan(5);
  await relay.stop();
}, 120_000);

test("sockets that the system opened are used, and stay open whatever connectors want", async () => {
  const [smtp, api] = [await listening(), await listening()];
  const [smtpPort, apiPort] = [smtp, api].map((server) => (server.address() as AddressInfo).port) as [number, number];
  const relay = await RestartingHost.start({
    dataDir,
    // As systemd does it: the variables are for the process that is started, whose id only it knows.
    wrapper: ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh"],
    env: { LISTEN_FDS: "2", LISTEN_FDNAMES: "smtp:api" },
    descriptors: [descriptorOf(smtp), descriptorOf(api)],
  });
  host = relay;
  // From here on only the host has them.
  smtp.close();
  api.close();
  expect(relay.endpoint).toBe(`http://127.0.0.1:${apiPort}`);
  const connector = await configure(relay, { smtp: smtpPort });
  const load = startLoad({ port: smtpPort, clients: 1, messages: 1 });
  await waitFor("mail is taken", () => load.report.taken.size > 2, 30_000);
  await load.stop();
  await relay.call("DELETE", `/receive-connectors/${connector.id}`);
  await expect(greetingOf(smtpPort)).resolves.toMatch(/^421 4\.3\.2 /);
  await configure(relay, { smtp: smtpPort });
  await expect(greetingOf(smtpPort)).resolves.toMatch(/^220 /);
  await relay.restart();
  await expect(greetingOf(smtpPort)).resolves.toMatch(/^220 /);
  await relay.stop();
}, 120_000);

async function listening(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function greetingOf(port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const [greeting] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return greeting.toString();
}
