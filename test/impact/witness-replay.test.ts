import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  accountLogin,
  compareWorlds,
  type CredentialsOutcome,
  type LocalEndpoint,
  relayWorld,
  type RelayWorld,
  type Snapshot,
} from "../../model";
import { GROUP_NAMES, RANDOM_FIXTURE_PAIR, USERNAMES } from "../../model/impact/random-worlds-fixture";
import { stateOf } from "../../model/snapshot-fixture";
import { type RelayFixture, startFixture } from "../protocol/relay-fixture";
import { type ClientCertificates, makeClientCertificates } from "./client-certificates";
import { directoryName, isClientAddress, PASSWORD, predictedReply, replayProbe } from "./replay-probe";
import { replayable } from "./replayable";

/** Witnesses; all of them in `npm run nightly`. */
const WITNESSES = process.env.RELAY_PROPERTY_RUNS === undefined ? 150 : 1000;
/** Of each pair, so that many pairs are heard. */
const MOST_OF_A_PAIR = 5;

let folder: string;
let hosts: Readonly<Record<"before" | "after", RelayFixture>>;
let certificates: ClientCertificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relay-witnesses-"));
  const accounts = USERNAMES.flatMap((username) => [`${username}-1`, `${username}-2`]);
  certificates = await makeClientCertificates({ accounts, partners: ["contoso.com", "fabrikam.com"] });
  const clientCaFile = join(folder, "ca.pem");
  await writeFile(clientCaFile, certificates.authority);
  hosts = { before: await startHost(clientCaFile), after: await startHost(clientCaFile) };
}, 60_000);

afterAll(async () => {
  await Promise.all([hosts.before.stop(), hosts.after.stop()]);
  await rm(folder, { recursive: true });
});

/** A host on every local address, whatever its configuration is next. */
async function startHost(clientCaFile: string): Promise<RelayFixture> {
  const verifyCredentials = (username: string, password: string) =>
    Promise.resolve(password === PASSWORD ? credentialsOf(host.snapshot, username) : null);
  const connectors = [{ name: "Any", bindings: ["0.0.0.0:PORT"], remoteIpRanges: ["0.0.0.0/0"] }];
  const host = await startFixture({ connectors }, { clientCaFile, verifyCredentials });
  return host;
}

function credentialsOf({ users }: Snapshot, username: string): CredentialsOutcome | null {
  const group = [null, ...GROUP_NAMES].find((name) => directoryName(name) === username);
  if (group !== undefined) {
    const groups = group === null ? [] : [users.groupNamed(group)].filter((name) => name !== undefined);
    return { outcome: "good", account: username, groups, allowedSenders: new Set() };
  }
  const user = users.byName(username);
  return user?.enabled ? accountLogin(user) : null;
}

async function heard(side: "before" | "after", world: RelayWorld, probe: Parameters<typeof replayProbe>[0]) {
  const host = hosts[side];
  host.snapshot = world.snapshot;
  // Both hosts are one to a configuration; only their ports differ.
  const placeOf = ({ address }: LocalEndpoint) => {
    return { host: address === "127.0.0.5" ? address : "127.0.0.1", port: host.port };
  };
  return replayProbe(probe, { world, placeOf, certificates, version: 1 });
}

test(`${WITNESSES} witnesses of random pairs, held ranges and all, are answered by two SMTP services as predicted`, async () => {
  let count = 0;
  for (const seed of Array.from({ length: 100 }, (_, place) => place)) {
    for (const fixtures of fc.sample(RANDOM_FIXTURE_PAIR, { numRuns: 50, seed })) {
      if (count >= WITNESSES) break;
      const [before, after] = (["before", "after"] as const).map((side) =>
        relayWorld(
          stateOf(replayable(fixtures, { port: hosts[side].port, fingerprints: certificates.fingerprints })[side]),
          { at: Date.now() },
        ),
      ) as [RelayWorld, RelayWorld];
      // The analysis needs one port on both sides.
      const same = relayWorld(
        stateOf(replayable(fixtures, { port: hosts.before.port, fingerprints: certificates.fingerprints }).after),
        {
          at: Date.now(),
        },
      );
      for (const { witness, ...row } of compareWorlds(before, same).rows.slice(0, MOST_OF_A_PAIR)) {
        if (!isClientAddress(witness.client)) continue;
        const spoken = [await heard("before", before, witness), await heard("after", after, witness)];
        expect({ witness, spoken }).toEqual({
          witness,
          spoken: [predictedReply(row.before), predictedReply(row.after)],
        });
        count++;
      }
    }
  }
  expect(count).toBeGreaterThanOrEqual(WITNESSES);
}, 600_000);
