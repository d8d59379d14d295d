import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { driftWebhookSchema } from "../../cli/drift/drift-schema";
import type { WebhookMessage } from "../../cli/drift/watch/webhook-message";
import type { ShownObject } from "../../tools/harness/control-calls";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { waitFor } from "../../tools/harness/wait-for";
import { DriftStage } from "./drift-fixture";

jest.setTimeout(60_000);

const SECRET = "0123456789abcdef-of-the-receiver";
const validate = new Ajv2020({ strict: false, formats: { "date-time": true } }).compile(driftWebhookSchema());

interface Post {
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** A receiver that writes down what it gets, and answers as told. */
class Receiver {
  readonly posts: Post[] = [];
  /** Statuses of the next answers; then 204. */
  answers: number[] = [];
  private readonly server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      this.posts.push({ body, headers: request.headers });
      const status = this.answers.shift() ?? 204;
      if (status > 0) response.writeHead(status, { location: "/elsewhere" }).end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook/secret-path`;
  }

  messages(): readonly WebhookMessage[] {
    return this.posts.map(({ body }) => JSON.parse(body) as WebhookMessage);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Lets a watch through to its host, and counts how often it has read all of it. */
class Passage {
  readings = 0;
  private readonly server = createTcpServer((client) => {
    const { hostname, port } = new URL(stage.host.endpoint);
    const onward = connect(Number(port), hostname);
    client.on(
      "data",
      (data) => (this.readings += data.toString("latin1").split("GET /v1/transport-config").length - 1),
    );
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      one.pipe(other);
      one.on("error", () => other.destroy());
    }
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }
}

interface Watch {
  readonly process: ChildProcess;
  output(): string;
  stop(): Promise<number | null>;
}

let stage: DriftStage;
let receiver: Receiver;
let passage: Passage;
let endpoint: string;
let url: string;
let state: string;
let domain: ShownObject;
const watches: Watch[] = [];

beforeEach(async () => {
  stage = await DriftStage.set();
  domain = await stage.declare("AcceptedDomain", "contoso", { domainName: "contoso.com" });
  receiver = new Receiver();
  url = await receiver.start();
  passage = new Passage();
  endpoint = await passage.start();
  state = join(stage.folder, "state.json");
  writeFileSync(state, stage.state());
});

afterEach(async () => {
  for (const watch of watches.splice(0)) await watch.stop();
  await receiver.stop();
  passage.stop();
  await stage.strike();
});

function start(...flags: readonly string[]): Watch {
  const args = ["drift", "--state", state, "--watch", "--interval", "1s", ...flags];
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "bin", "relayctl.cjs"), ...args], {
    env: { ...process.env, RELAY_ENDPOINT: endpoint, RELAY_TOKEN: stage.host.token, HOOK_SECRET: SECRET },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const watch = { process: child, output: () => output, stop: () => (child.kill("SIGTERM"), ended) };
  watches.push(watch);
  return watch;
}

/** Waits until the watch has compared again from beginning to end, whatever it found. */
async function aRound(): Promise<void> {
  const seen = passage.readings;
  await waitFor("two readings of the host", () => passage.readings >= seen + 2);
}

describe("relayctl drift --watch", () => {
  test("posts each new drift once, signed, in words that a chat shows and a schema holds", async () => {
    const memory = join(stage.folder, "told.json");
    const watch = start("--webhook", url, "--secret-env", "HOOK_SECRET", "--remember", memory);
    await waitFor("the watch begins", () => watch.output().includes("watching"));
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "InternalRelay", reason: "<!channel> `x`" });
    await waitFor("one message", () => receiver.posts.length === 1);
    const [post] = receiver.posts as [Post];
    const [message] = receiver.messages() as [WebhookMessage];
    expect([validate(message), validate.errors]).toEqual([true, null]);
    expect(message.drift).toMatchObject({ kind: "changed", object: { name: "contoso.com" } });
    expect(message.text).toContain("Relay drift on `relay.contoso.com`");
    expect(message.text).toContain("&lt;!channel&gt; 'x'");
    const [, seconds, hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(post.headers["relay-signature"])) ?? [];
    expect(hash).toBe(createHmac("sha256", SECRET).update(`${seconds}.${post.body}`).digest("hex"));
    await aRound();
    expect(receiver.posts).toHaveLength(1);
    await waitFor("the memory", () => readFileSync(memory, "utf8").includes(message.drift.fingerprint));

    // A restart tells nothing again; another value is another drift.
    expect(await watch.stop()).toBe(0);
    start("--webhook", url, "--remember", memory);
    await aRound();
    expect(receiver.posts).toHaveLength(1);
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "ExternalRelay" });
    await waitFor("a second message", () => receiver.posts.length === 2);
  });

  test("tells a drift again that was put back in between", async () => {
    start("--webhook", url);
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "InternalRelay" });
    await waitFor("one message", () => receiver.posts.length === 1);
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "Authoritative" });
    await aRound();
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "InternalRelay" });
    await waitFor("a second message", () => receiver.posts.length === 2);
  });

  test("tries again after a fault, never after a no, and follows no redirect", async () => {
    receiver.answers = [503, 302];
    const watch = start("--webhook", url);
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "InternalRelay" });
    // 503, then the redirect, which ends this message; the next round finds it new again.
    await waitFor("a third attempt", () => receiver.posts.length >= 3);
    const keys = receiver.posts.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(watch.output()).toContain("it answered 302");
    expect(watch.output()).not.toContain("secret-path");
  });

  test("goes on comparing while a receiver hangs, and ends at SIGTERM all the same", async () => {
    receiver.answers = [0];
    const watch = start("--webhook", url, "--output", "json");
    await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "InternalRelay" });
    await waitFor("one message", () => receiver.posts.length === 1);
    await stage.byHand.create("AcceptedDomain", { domainName: "fabrikam.com" });
    await waitFor("the next drift", () => watch.output().includes("fabrikam.com"));
    const begun = Date.now();
    expect(await watch.stop()).toBe(0);
    expect(Date.now() - begun).toBeLessThan(9_000);
  });

  test("says what is wrong, and goes on when it is mended", async () => {
    const watch = start();
    await waitFor("the watch begins", () => watch.output().includes("watching"));
    writeFileSync(state, "{");
    await waitFor("the complaint", () => watch.output().includes("is not JSON"));
    writeFileSync(state, stage.state());
    await waitFor("the all-clear", () => watch.output().includes("compared again"));
    await stage.host.stop();
    await waitFor("the next complaint", () => watch.output().includes("RELAY_ENDPOINT"));
    expect(watch.output().split("is not JSON")).toHaveLength(2);
    expect(await watch.stop()).toBe(0);
  });

  test.each([
    ["no URL", ["--webhook", "hooks.example.com"], "is no URL"],
    ["another protocol", ["--webhook", "file:///etc/passwd"], "only https: and http:"],
    ["no TLS to another machine", ["--webhook", "http://hooks.example.com/T0/secret"], "--allow-http"],
    ["a password", ["--webhook", "https://u:p@hooks.example.com/"], "user name or password"],
    ["a secret that is not set", ["--webhook", "https://hooks.example.com", "--secret-env", "NOT_SET"], "is not set"],
    ["a memory that is something else", ["--remember", "package.json"], "is no memory"],
  ])("refuses %s at once, without repeating it", async (_, flags, words) => {
    const watch = start(...flags);
    expect(await new Promise((resolve) => watch.process.once("close", resolve))).toBe(2);
    expect(watch.output()).toContain(words);
    expect(watch.output()).not.toContain("T0/secret");
    expect(existsSync("package.json")).toBe(true);
  });
});
