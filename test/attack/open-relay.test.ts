import { spawn } from "node:child_process";
import { FuzzRandom } from "../fuzz/fuzz-random";
import { hasProgram } from "../harness/missing-programs";
import { CONTOSO, CRM, RELAY, type RelayFixture } from "../protocol/relay-fixture";
import { knownProbes } from "./open-relay/known-probes";
import { makeRecipient } from "./open-relay/made-probes";
import { NAMES, runProbes, startClosedHost } from "./open-relay/run-probes";

let relay: RelayFixture;

beforeAll(async () => {
  relay = await startClosedHost();
});
afterAll(() => relay.stop());

test("no probe of the public lists, nor what was tried since, is relayed", async () => {
  const { inputs, relayed } = await runProbes(relay, knownProbes(NAMES));
  expect(relayed).toEqual([]);
  expect(inputs).toBeGreaterThan(400);
});

// `npm run attack` makes a hundred thousand.
test("no recipient made of both domains and every sign that ever routed mail is relayed", async () => {
  const random = new FuzzRandom(6);
  const probes = Array.from({ length: 1500 }, () => ({
    sender: "x@fabrikam.com",
    recipient: makeRecipient(NAMES, random),
  }));
  const { relayed, taken } = await runProbes(relay, probes);
  expect(relayed).toEqual([]);
  // The probes are near enough to be taken where they are for the own domain.
  expect(taken).toBeGreaterThan(10);
});

test("a default domain completes bare names and nothing else", async () => {
  const completing = await startClosedHost({ defaultDomain: "contoso.com" });
  const { relayed, taken } = await runProbes(completing, knownProbes(NAMES));
  await completing.stop();
  expect(relayed).toEqual([]);
  expect(taken).toBeGreaterThan(0);
});

const NMAP = { program: "nmap", untested: "its script smtp-open-relay", install: "apt-get install nmap" };

describe("nmap's smtp-open-relay", () => {
  const isThere = hasProgram(NMAP);

  test("finds nothing open", async () => {
    if (!isThere) return;
    expect(await askNmap(relay.port)).toMatch(/doesn't seem to be an open relay, all tests failed/);
  });

  test("finds the same host open once strangers hold the right to relay", async () => {
    if (!isThere) return;
    const open = await startClosedHost();
    await open.configure({
      connectors: [{ ...CRM, maxProtocolErrors: "unlimited" }],
      permissions: [RELAY],
      domains: [CONTOSO],
    });
    expect(await askNmap(open.port)).toMatch(/Server is an open relay \(\d+\/16 tests\)/);
    await open.stop();
  });
});

/** The `+` makes nmap ask a port that is not SMTP's. */
async function askNmap(port: number): Promise<string> {
  const script = [
    "--script",
    "+smtp-open-relay",
    "--script-args",
    "smtp-open-relay.domain=ext.example,smtp-open-relay.ip=127.0.0.1",
  ];
  const child = spawn("nmap", ["-Pn", "-n", "-sT", "-vv", "-p", String(port), ...script, "127.0.0.1"]);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  return said;
}
