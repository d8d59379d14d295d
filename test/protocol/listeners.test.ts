import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import type { Snapshot } from "../../model";
import { freePort } from "../../tools/harness/free-port";
import { waitFor } from "../../tools/harness/wait-for";
import { ListenerSet } from "../../relay/session/listener-set";
import { SmtpConversation } from "../harness/smtp-conversation";
import { CONTOSO, CRM, RELAY, snapshotOf, startFixture } from "./relay-fixture";

function snapshotWith(bindings: readonly string[], port: number): Snapshot {
  return snapshotOf(
    {
      connectors: bindings.map((binding, index) => ({
        ...CRM,
        name: `c${index}`,
        bindings: [binding],
        remoteIpRanges: [`127.0.1.${index}`],
      })),
    },
    port,
  );
}

describe("the listeners of a snapshot", () => {
  let port: number;
  let listeners: ListenerSet;
  const accepted: string[] = [];

  beforeEach(async () => {
    port = await freePort();
    accepted.splice(0);
    listeners = new ListenerSet((socket) => {
      accepted.push(socket.localAddress ?? "");
      socket.end("hello");
    });
  });
  afterEach(() => listeners.close());

  const open = () =>
    listeners
      .endpoints()
      .map(({ address }) => address)
      .sort();
  const apply = (...bindings: string[]) => listeners.apply(snapshotWith(bindings, port));

  test("are one an address, or the wildcard alone where it is bound", async () => {
    expect(await apply("127.0.0.1:PORT", "127.0.0.2:PORT")).toEqual([]);
    expect(open()).toEqual(["127.0.0.1", "127.0.0.2"]);
    expect(await apply("127.0.0.1:PORT", "0.0.0.0:PORT")).toEqual([]);
    expect(open()).toEqual(["0.0.0.0"]);
    expect(await apply("127.0.0.2:PORT")).toEqual([]);
    expect(open()).toEqual(["127.0.0.2"]);
    expect(await apply()).toEqual([]);
    expect(open()).toEqual([]);
  });

  test("leave connections alone, and sockets that stay", async () => {
    await apply("127.0.0.1:PORT");
    await apply("127.0.0.1:PORT", "127.0.0.2:PORT");
    const client = await SmtpConversation.open({ port });
    await client.closed();
    client.end();
    expect(accepted).toEqual(["127.0.0.1"]);
  });

  test("report a port in use and keep what was open", async () => {
    const other = createServer().listen(0, "127.0.0.3");
    await once(other, "listening");
    const taken = (other.address() as AddressInfo).port;
    await apply("127.0.0.1:PORT");
    const problems = await apply("127.0.0.1:PORT", `127.0.0.3:${taken}`);
    expect(problems).toEqual([
      {
        binding: `127.0.0.3:${taken}`,
        code: "EADDRINUSE",
        message: `Cannot listen on 127.0.0.3:${taken} (EADDRINUSE): another program listens there; stop it or choose another port.`,
      },
    ]);
    expect(open()).toEqual(["127.0.0.1"]);
    other.close();
    await once(other, "close");
    expect(await apply("127.0.0.1:PORT", `127.0.0.3:${taken}`)).toEqual([]);
    expect(open()).toEqual(["127.0.0.1", "127.0.0.3"]);
  });

  test("go back to the addresses when the wildcard of their port cannot be opened", async () => {
    const other = createServer().listen(port, "127.0.0.9");
    await once(other, "listening");
    await apply("127.0.0.1:PORT");
    expect(await apply("0.0.0.0:PORT")).toMatchObject([{ code: "EADDRINUSE" }]);
    expect(open()).toEqual(["127.0.0.1"]);
    other.close();
  });

  test("leave out disabled connectors", async () => {
    await listeners.apply(snapshotOf({ connectors: [{ ...CRM, enabled: false }] }, port));
    expect(open()).toEqual([]);
  });

  test("close only after a range that was given up is no longer served", async () => {
    await apply("127.0.0.1:PORT");
    await listeners.apply({ ...snapshotWith(["127.0.0.2:PORT"], port), nextChangeAt: Date.now() + 1000 });
    expect(open()).toEqual(["127.0.0.1", "127.0.0.2"]);
    await apply("127.0.0.2:PORT");
    expect(open()).toEqual(["127.0.0.2"]);
  });

  test("settle on the last of many changes at once", async () => {
    await Promise.all([apply("127.0.0.1:PORT"), apply("0.0.0.0:PORT"), apply(), apply("127.0.0.2:PORT")]);
    expect(open()).toEqual(["127.0.0.2"]);
  });
});

describe("a clean stop", () => {
  test("lets a message on its way finish, tells the others, and takes nobody new", async () => {
    const relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
    const idle = await relay.hello();
    const writing = await relay.hello();
    for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@fabrikam.com>", "DATA"])
      await writing.say(command);
    writing.write("A: b\r\n\r\nhalf ");
    await waitFor("the message to begin", () => relay.spool.begun === 1);
    const stopped = relay.service.close({ graceMs: 5000 });
    expect(await idle.reply()).toBe("421 4.3.2 Service not available, closing transmission channel");
    await expect(SmtpConversation.open({ port: relay.port })).rejects.toThrow("ECONNREFUSED");
    writing.write("and half\r\n.\r\nNOOP\r\n");
    expect(await writing.reply()).toMatch(/^250 2\.6\.0/);
    expect(await writing.reply()).toBe("421 4.3.2 Service not available, closing transmission channel");
    for (const client of [idle, writing]) client.finish();
    await stopped;
    expect(relay.spool.committed).toHaveLength(1);
    await relay.stop();
  });

  test("does not wait for clients that read their last reply and stay", async () => {
    const relay = await startFixture({ connectors: [CRM] });
    const client = await relay.hello();
    const begun = performance.now();
    await relay.service.close({ graceMs: 60_000 });
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(await client.reply()).toBe("421 4.3.2 Service not available, closing transmission channel");
    client.end();
    await relay.stop();
  });

  test("cuts off what is not done in time, and keeps nothing of it", async () => {
    const relay = await startFixture({ connectors: [CRM], permissions: [RELAY], domains: [CONTOSO] });
    const writing = await relay.hello();
    for (const command of ["MAIL FROM:<a@fabrikam.com>", "RCPT TO:<b@fabrikam.com>", "DATA"])
      await writing.say(command);
    writing.write("A: b\r\n\r\nhalf");
    await waitFor("the message to begin", () => relay.spool.begun === 1);
    await relay.service.close({ graceMs: 100 });
    await writing.closed();
    writing.end();
    expect(relay.spool).toMatchObject({ aborted: 1, committed: [] });
    await relay.stop();
  });
});
