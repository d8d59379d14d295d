import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { makeCrmByHand } from "../../tools/harness/crm-by-hand";
import { freePort } from "../../tools/harness/free-port";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { until } from "./delivery-house";

jest.setTimeout(60_000);

let folder: string;
let ports: readonly [number, number];
const hosts: RelayHost[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-loop-"));
  ports = [await freePort(), await freePort()];
  for (const [index, name] of ["one.example", "two.example"].entries()) {
    const host = await startRelayHost({
      dataDir: join(folder, name),
      token: "relay_loop_0123456789abcdefghijklmnopqrstuvwxyz",
      flags: ["--hostname", name],
    });
    hosts.push(host);
    const byHand = new ControlCalls(host);
    await makeCrmByHand(byHand, { port: ports[index] ?? 0 });
    const smartHosts = [`127.0.0.1:${ports[1 - index]}`];
    await byHand.create("SendConnector", { name: "Other", addressSpaces: ["*"], smartHosts, requireTls: false });
  }
});

afterAll(async () => {
  for (const host of hosts) await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Shown {
  readonly queueId: string;
  readonly sender: string;
  readonly recipients: readonly { readonly state: string; readonly lastReply: string | null }[];
}

async function queued(host: RelayHost): Promise<readonly Shown[]> {
  const answer = await fetch(`${host.endpoint}/v1/queue`, { headers: { authorization: `Bearer ${host.token}` } });
  return ((await answer.json()) as { items: readonly Shown[] }).items;
}

test("two hosts that send each other's mail end the loop: the notification is held, and nothing goes round any more", async () => {
  await sendLetter({ port: ports[0] }, { from: "crm@contoso.com", to: "customer@fabrikam.com" });
  const all = async (): Promise<readonly Shown[]> => (await Promise.all(hosts.map(queued))).flat();
  await until("what went round is held", async () => {
    const messages = await all();
    return messages.length > 0 && messages.every(({ recipients }) => recipients.every(({ state }) => state === "held"));
  });
  for (const { sender, recipients } of await all()) {
    expect(sender).toBe("");
    expect(recipients[0]?.lastReply).toMatch(/^5\d\d 5\.4\.(?:6|14) /);
  }
  // The notification, and the message that tells the postmaster of it, where there is one.
  expect((await all()).length).toBeLessThanOrEqual(3);
});
