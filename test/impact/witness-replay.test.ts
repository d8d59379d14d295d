import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  accountLogin,
  compareWorlds,
  type CredentialsOutcome,
  type RelayAnswer,
  relayWorld,
  type RelayWorld,
  type Snapshot,
} from "../../model";
import { RANDOM_FIXTURE_PAIR, USERNAMES } from "../../model/impact/random-worlds-fixture";
import { stateOf } from "../../model/snapshot-fixture";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { type RelayFixture, startFixture } from "../protocol/relay-fixture";
import { type ClientCertificates, DIRECTORY, fingerprintOf, PASSWORD, replayProbe } from "./replay-probe";
import { replayable } from "./replayable";

/** Witnesses; all of them in `npm run nightly`. */
const WITNESSES = process.env.RELAY_PROPERTY_RUNS === undefined ? 150 : 1000;
/** Of each pair, so that many pairs are heard. */
const MOST_OF_A_PAIR = 5;

let folder: string;
let hosts: Readonly<Record<"before" | "after", RelayFixture>>;
let certificates: ClientCertificates;
const fingerprints = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relay-witnesses-"));
  const authority = await testCertificate({ commonName: "Client CA", purpose: "authority" });
  const clientCaFile = join(folder, "ca.pem");
  await writeFile(clientCaFile, authority.cert);
  certificates = await makeCertificates(authority);
  hosts = { before: await startHost(clientCaFile), after: await startHost(clientCaFile) };
}, 60_000);

afterAll(async () => {
  await Promise.all([hosts.before.stop(), hosts.after.stop()]);
  await rm(folder, { recursive: true });
});

async function makeCertificates(issuer: TestPair): Promise<ClientCertificates> {
  const byFingerprint = new Map<string, TestPair>();
  for (const name of USERNAMES.flatMap((username) => [`${username}-1`, `${username}-2`])) {
    const pair = await testCertificate({ commonName: name, purpose: "client" });
    fingerprints.set(name, fingerprintOf(pair));
    byFingerprint.set(fingerprintOf(pair), pair);
  }
  const byPartner = new Map<string, TestPair>();
  for (const domain of ["contoso.com", "fabrikam.com"]) {
    byPartner.set(domain, await testCertificate({ commonName: domain, dnsNames: [domain], purpose: "client", issuer }));
  }
  return { byFingerprint, byPartner };
}

/** A host on every local address, whatever its configuration is next. */
async function startHost(clientCaFile: string): Promise<RelayFixture> {
  const verifyCredentials = (username: string, password: string) =>
    Promise.resolve(password === PASSWORD ? credentialsOf(host.snapshot, username) : null);
  const connectors = [{ name: "Any", bindings: ["0.0.0.0:PORT"], remoteIpRanges: ["0.0.0.0/0"] }];
  const host = await startFixture({ connectors }, { clientCaFile, verifyCredentials });
  return host;
}

function credentialsOf({ users }: Snapshot, username: string): CredentialsOutcome | null {
  if (username.startsWith(DIRECTORY)) {
    const group = users.groupNamed(username.slice(DIRECTORY.length));
    return {
      outcome: "good",
      account: username,
      groups: group === undefined ? [] : [group],
      allowedSenders: new Set(),
    };
  }
  const user = users.byName(username);
  return user?.enabled ? accountLogin(user) : null;
}

async function heard(side: "before" | "after", world: RelayWorld, probe: Parameters<typeof replayProbe>[0]) {
  const host = hosts[side];
  host.snapshot = world.snapshot;
  // Both hosts are one to a configuration; only their ports differ.
  return replayProbe(probe, { world, port: host.port, certificates });
}

/** What is read on the wire; a greeting says more than its decision. */
function predicted({ step, reply: { code, enhancedCode, text } }: RelayAnswer) {
  return { step, reply: `${code} ${enhancedCode} ${text}` };
}

test(`${WITNESSES} witnesses of random pairs are answered by two live hosts as predicted`, async () => {
  let count = 0;
  for (const seed of Array.from({ length: 100 }, (_, place) => place)) {
    for (const fixtures of fc.sample(RANDOM_FIXTURE_PAIR, { numRuns: 50, seed })) {
      if (count >= WITNESSES) break;
      const [before, after] = (["before", "after"] as const).map((side) =>
        relayWorld(stateOf(replayable(fixtures, { port: hosts[side].port, fingerprints })[side]), { at: Date.now() }),
      ) as [RelayWorld, RelayWorld];
      // The analysis needs one port on both sides.
      const same = relayWorld(stateOf(replayable(fixtures, { port: hosts.before.port, fingerprints }).after), {
        at: Date.now(),
      });
      for (const { witness, ...row } of compareWorlds(before, same).rows.slice(0, MOST_OF_A_PAIR)) {
        if (/^(?:0\.0\.0\.0|::|(?:22[4-9]|2[3-5]\d)\..*|ff.*)$/.test(witness.client)) continue;
        const spoken = [await heard("before", before, witness), await heard("after", after, witness)];
        expect({ witness, spoken }).toEqual({ witness, spoken: [predicted(row.before), predicted(row.after)] });
        count++;
      }
    }
  }
  expect(count).toBeGreaterThanOrEqual(WITNESSES);
}, 600_000);
