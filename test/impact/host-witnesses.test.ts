import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  compareWorlds,
  type ConfigState,
  type LocalEndpoint,
  relayWorld,
  type RelayProbe,
  type RelayWorld,
} from "../../model";
import { type StateFixture, stateOf } from "../../model/snapshot-fixture";
import { freePort } from "../../tools/harness/free-port";
import { hasSlapd, SERVICE, type Slapd, startSlapd } from "../harness/slapd";
import { DOMAINS, NOW } from "../random-worlds/random-mail";
import { FINGERPRINTS, GROUP_NAMES, randomPair } from "../random-worlds/random-world";
import { type ClientCertificates, makeClientCertificates } from "./client-certificates";
import { declarable } from "./declarable";
import { LiveHost } from "./live-host";
import { directoryName, isClientAddress, PASSWORD, predictedReply, replayProbe } from "./replay-probe";

/** Witnesses; all of them in `npm run nightly`. */
const WITNESSES = process.env["RELAY_PROPERTY_RUNS"] === undefined ? 60 : 1000;
/** Of each pair, so that many pairs are heard; a pair with fewer is not worth its hosts. */
const MOST_OF_A_PAIR = 15;
const FEWEST_OF_A_PAIR = 5;

const PORTS = [25, 587] as const;
const SIDES = ["before", "after"] as const;
type Side = (typeof SIDES)[number];

let folder: string;
let slapd: Slapd | undefined;
let hosts: Readonly<Record<Side, LiveHost>>;
let ports: Readonly<Record<Side, ReadonlyMap<number, number>>>;
let certificates: ClientCertificates;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-hosts-"));
  certificates = await makeClientCertificates({ accounts: FINGERPRINTS, partners: DOMAINS });
  slapd = hasSlapd() ? await startSlapd(DIRECTORY) : undefined;
  ports = { before: await freePorts(), after: await freePorts() };
  const clientCa = join(folder, "ca.pem");
  writeFileSync(clientCa, certificates.authority);
  const flags = ["--client-ca", clientCa, ...directoryFlags(slapd)];
  const [before, after] = await Promise.all(SIDES.map(() => LiveHost.start(folder, flags)));
  hosts = { before, after } as Record<Side, LiveHost>;
}, 60_000);

afterAll(async () => {
  await Promise.all([hosts.before.stop(), hosts.after.stop(), slapd?.remove()]);
  rmSync(folder, { recursive: true });
});

async function freePorts(): Promise<ReadonlyMap<number, number>> {
  return new Map(await Promise.all(PORTS.map(async (port) => [port, await freePort("0.0.0.0")] as const)));
}

const unit = (name: string) => `dn: ou=${name},dc=example,dc=com\nobjectClass: organizationalUnit\nou: ${name}\n`;
const dnOf = (group: string | null) => `cn=${directoryName(group)},ou=people,dc=example,dc=com`;

const DIRECTORY = [
  ...["people", "groups"].map(unit),
  ...[null, ...GROUP_NAMES].map((group) => {
    const name = directoryName(group);
    return `dn: ${dnOf(group)}\nobjectClass: inetOrgPerson\ncn: ${name}\nsn: x\nuid: ${name}\nuserPassword: ${PASSWORD}\n`;
  }),
  ...GROUP_NAMES.map((group) => {
    return `dn: cn=${group},ou=groups,dc=example,dc=com\nobjectClass: groupOfNames\ncn: ${group}\nmember: ${dnOf(group)}\n`;
  }),
].join("\n");

function directoryFlags(server: Slapd | undefined): readonly string[] {
  if (server === undefined) return [];
  const password = join(folder, "service-password");
  writeFileSync(password, SERVICE.password, { mode: 0o600 });
  return [
    ...["--ldap-url", `ldap://${server.host}:${server.port}`, "--ldap-ca", server.caFile],
    ...[
      "--ldap-bind-dn",
      "cn={username},ou=people,dc=example,dc=com",
      "--ldap-group-base",
      "ou=groups,dc=example,dc=com",
    ],
    ...["--ldap-service-dn", SERVICE.dn, "--ldap-service-password-file", password],
  ];
}

/** A host's configuration as it would be on the ports of random worlds: the analysis is of one endpoint on both sides. */
function onNamedPorts(state: ConfigState, side: Side): ConfigState {
  const named = new Map([...ports[side]].map(([port, live]) => [String(live), String(port)]));
  const receiveConnectors = new Map(
    [...state.receiveConnectors].map(([id, connector]) => {
      const bindings = connector.settings.bindings.map((text) =>
        text.replace(/\d+$/, (live) => named.get(live) ?? live),
      );
      return [id, { ...connector, settings: { ...connector.settings, bindings } }];
    }),
  );
  return { ...state, receiveConnectors };
}

async function heard(side: Side, world: RelayWorld, probe: RelayProbe) {
  const placeOf = ({ address, port }: LocalEndpoint) => ({
    host: address.startsWith("127.") ? address : "127.0.0.1",
    port: ports[side].get(port) ?? port,
  });
  const version = probe.client.includes(":") ? 2 : 1;
  const { step, reply } = await replayProbe(probe, { world, placeOf, certificates, version });
  // A refusal's reference is new each time.
  return { step, reply: reply.replace(/ \(ref [0-9A-Z-]+\)$/, "") };
}

/** Whether somebody can be such a client here: there may be no directory, and addresses that no host can have. */
function canBe({ client, session }: RelayProbe): boolean {
  return isClientAddress(client) && (slapd !== undefined || session.identity.kind !== "directory-account");
}

/** Pairs in which much changes, without end. */
function* changingPairs(): Generator<readonly [StateFixture, StateFixture]> {
  for (let seed = 0; ; seed++) {
    for (const pair of fc.sample(randomPair, { numRuns: 50, seed })) {
      const [before, after] = pair.map((fixture) => relayWorld(stateOf(fixture), { at: NOW })) as [
        RelayWorld,
        RelayWorld,
      ];
      if (compareWorlds(before, after).rows.length >= FEWEST_OF_A_PAIR) yield pair;
    }
  }
}

/** Fills both hosts; answers what relayctl reads of them. */
async function loaded(pair: readonly [StateFixture, StateFixture]): Promise<readonly [RelayWorld, RelayWorld]> {
  const { fingerprints } = certificates;
  await Promise.all(
    SIDES.map((side, place) => hosts[side].load(declarable(pair[place] ?? {}, { ports: ports[side], fingerprints }))),
  );
  const states = await Promise.all(SIDES.map(async (side) => onNamedPorts(await hosts[side].state(), side)));
  return states.map((state) => relayWorld(state, { at: Date.now() })) as [RelayWorld, RelayWorld];
}

test(`${WITNESSES} witnesses of random pairs are answered by two live hosts as predicted`, async () => {
  let count = 0;
  for (const pair of changingPairs()) {
    const [before, after] = await loaded(pair);
    const rows = compareWorlds(before, after).rows.filter(({ witness }) => canBe(witness));
    for (const { witness, ...row } of rows.slice(0, MOST_OF_A_PAIR)) {
      const spoken = await Promise.all([heard("before", before, witness), heard("after", after, witness)]);
      const said = [predictedReply(row.before), predictedReply(row.after)];
      expect({ pair, witness, spoken }).toEqual({ pair, witness, spoken: said });
      count++;
    }
    if (count >= WITNESSES) break;
  }
  expect(count).toBeGreaterThanOrEqual(WITNESSES);
}, 1_800_000);
