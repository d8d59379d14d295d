import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { FuzzRandom } from "../fuzz/fuzz-random";
import { measureLogins } from "./auth-timing/measure";
import { knownProbes } from "./open-relay/known-probes";
import { makeRecipient } from "./open-relay/made-probes";
import { NAMES, runProbes, startClosedHost } from "./open-relay/run-probes";
import { everyChunking } from "./smuggling/chunkings";
import { inboundMatrix } from "./smuggling/inbound-matrix";
import { EVERY_HOP, outboundCheck } from "./smuggling/outbound-check";
import { SMUGGLING_SEQUENCES } from "./smuggling/sequences";

// `npm run attack [-- --probes N --logins N --seed S]`: the attacks of `npm test` in full, with the number of inputs tried.
const { values } = parseArgs({
  options: {
    probes: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    logins: { type: "string", default: "200" },
  },
});

interface Part {
  readonly attack: string;
  readonly inputs: number;
  readonly passed: number;
  readonly more?: object;
}

const SUMMARY = join(PROJECT_ROOT, "test", "attack", "results", "latest.json");

void main();

async function main(): Promise<void> {
  const parts: Part[] = [];
  const add = (part: Part, failures: readonly string[]): void => {
    parts.push(part);
    process.stdout.write(`${part.attack}: ${part.inputs} inputs, ${part.passed} got through\n`);
    for (const failure of failures.slice(0, 20)) process.stdout.write(`  ${failure}\n`);
  };
  await smuggle(add);
  await relay(add);
  await logIn(add);
  const inputs = parts.reduce((sum, part) => sum + part.inputs, 0);
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  mkdirSync(dirname(SUMMARY), { recursive: true });
  writeFileSync(SUMMARY, `${JSON.stringify({ node: process.version, inputs, passed, parts }, undefined, 2)}\n`);
  process.stdout.write(`${inputs} inputs, ${passed} got through\n`);
  process.exit(passed === 0 ? 0 : 1);
}

type Add = (part: Part, failures: readonly string[]) => void;

async function smuggle(add: Add): Promise<void> {
  const inbound = await inboundMatrix({ chunkings: everyChunking });
  const { inputs, failures, stored } = inbound;
  const sequences = SMUGGLING_SEQUENCES.length;
  add({ attack: "smuggling, inbound", inputs, passed: failures.length, more: { sequences } }, failures);
  const outbound = await outboundCheck(stored, { hops: EVERY_HOP, streams: "too" });
  const { readings } = outbound;
  add(
    { attack: "smuggling, outbound", inputs: outbound.inputs, passed: outbound.failures.length, more: { readings } },
    outbound.failures,
  );
}

async function relay(add: Add): Promise<void> {
  const host = await startClosedHost({ connectionTimeout: "1.00:00:00" });
  const random = new FuzzRandom(Number(values.seed));
  const known = await runProbes(host, knownProbes(NAMES));
  add({ attack: "open relay, known probes", inputs: known.inputs, passed: known.relayed.length }, known.relayed);
  const made = await runProbes(host, madeProbes(Number(values.probes), random));
  const more = { takenForTheOwnDomain: made.taken };
  add({ attack: "open relay, made probes", inputs: made.inputs, passed: made.relayed.length, more }, made.relayed);
  await host.stop();
}

async function logIn(add: Add): Promise<void> {
  const { inputs, told, medians, longer } = await measureLogins(Number(values.logins));
  add({ attack: "time of failed logins", inputs, passed: told.length, more: { medians, longer } }, told);
}

function* madeProbes(count: number, random: FuzzRandom) {
  for (let made = 0; made < count; made++) yield { sender: "x@fabrikam.com", recipient: makeRecipient(NAMES, random) };
}
