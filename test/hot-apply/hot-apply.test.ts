import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { greetingOf, OpenSessions } from "../../bench/load/apply-probe";
import { clientOf, guestOf, manyConnectors, rangesOf } from "../../bench/load/many-connectors";
import { median } from "../../bench/median";
import { ControlCalls } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type RelayHost, startRelayHost } from "../../tools/harness/relay-host";
import { waitFor } from "../../tools/harness/wait-for";

// `npm run bench -- hot-apply` does the same with 10,000 connectors.
const CONNECTORS = 1_000;
const RANGES = 10;
const CHANGES = 40;
const SESSIONS = 50;

let dataDir: string;
let host: RelayHost;
let calls: ControlCalls;
let port: number;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "relay-hot-apply-"));
  const probe = join(PROJECT_ROOT, "dist/bench/load/loop-probe.js");
  const env = { NODE_OPTIONS: `--require=${probe}`, BENCH_LOOP_FILE: join(dataDir, "loop.json") };
  host = await startRelayHost({ dataDir, token: "hot-apply-tests-admin-token", flags: ["--log-level", "warn"], env });
  calls = new ControlCalls(host);
  port = await freePort();
  const document = manyConnectors({ port, connectors: CONNECTORS, ranges: RANGES });
  const { etag } = await calls.call("POST", "/v1/restore", { document, dryRun: true });
  await calls.call("POST", "/v1/restore", { document }, { "if-match": etag });
}, 60_000);
afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true });
});

/** The most that the host's main thread has worked without letting anybody have a turn, milliseconds; begins anew. */
async function busiest(): Promise<number> {
  const file = join(dataDir, "loop.json");
  rmSync(file, { force: true });
  host.process.kill("SIGWINCH");
  return waitFor("the figures of the event loop", () => {
    try {
      return (JSON.parse(readFileSync(file, "utf8")) as { readonly busiest: number }).busiest;
    } catch {
      return undefined;
    }
  });
}

test(`a change among ${CONNECTORS * RANGES} ranges is in force when it is answered, and open sessions notice nothing`, async () => {
  const clients = Array.from({ length: SESSIONS }, (_, place) => clientOf(place * 17 + 1));
  const sessions = await OpenSessions.open(port, clients);
  const connectors = await calls.list("ReceiveConnector");
  await busiest();
  const times: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const place = ((change >> 1) * 79) % CONNECTORS;
    const { id } = connectors.find(({ settings }) => settings["name"] === `Connector ${place}`)!;
    const isIn = change % 2 === 0;
    const begun = performance.now();
    await calls.change("ReceiveConnector", id, {
      remoteIpRanges: [...(isIn ? [guestOf(place)] : []), ...rangesOf(place, RANGES)],
    });
    times.push(performance.now() - begun);
    expect(await greetingOf(port, guestOf(place))).toMatch(isIn ? /^220 / : /^421 4\.3\.2 /);
  }
  expect(await busiest()).toBeLessThan(20);
  expect(await sessions.answering()).toBe(SESSIONS);
  sessions.close();
  expect(median(times)).toBeLessThan(100);
}, 60_000);
