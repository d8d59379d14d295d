import fc from "fast-check";
import { compareWorlds } from "../impact/compare-worlds";
import { relayWorld } from "../impact/relay-world";
import { settle } from "../settle";
import type { Kind, SettingsOf } from "../settings";
import { applyChanges } from "../write/apply-changes";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import { auditImpact, mayWiden } from "./audit-impact";
import { impactOfWrite } from "./impact-of-write";

const NOW = Date.UTC(2026, 10, 24, 7);

function record<K extends Kind>(kind: K, id: string, input: object): ObjectRecord<K> {
  const settled = settle(kind, input);
  if (!settled.ok) throw new Error(settled.failures.map(({ message }) => message).join("\n"));
  const settings: SettingsOf[K] = settled.value;
  const unwritten = { owner: null, ownership: null, declaredIn: null, relayLimitedTo: null, secretVersion: null };
  const times = { createdAt: 0, updatedAt: 0, updatedBy: "test", supersededSince: null };
  return { kind, id, settings, revision: 1, selectionRevision: 1, ...unwritten, ...times };
}

function connector(index: number, range: string, groups: readonly string[]): ObjectRecord<"ReceiveConnector"> {
  const settings = { name: `C${index}`, bindings: ["0.0.0.0:25"], remoteIpRanges: [range], permissionGroups: groups };
  return record("ReceiveConnector", `c${index}`, settings);
}

function stateOf(connectors: readonly ObjectRecord<"ReceiveConnector">[]): RecordedState {
  return {
    revision: 1,
    receiveConnectors: new Map(connectors.map((one) => [one.id, one])),
    connectorPermissions: new Map(),
    acceptedDomains: new Map([["d", record("AcceptedDomain", "d", { domainName: "contoso.com" })]]),
    sendConnectors: new Map(),
    relayUsers: new Map(),
    relayGroups: new Map(),
    transportConfig: record("TransportConfig", "transport-config", {}),
    releases: [],
  };
}

// CIDR blocks of one network are nested or disjoint, as a host has them.
const RANGE = fc
  .tuple(fc.integer({ min: 24, max: 30 }), fc.nat(255))
  .map(([bits, host]) => `10.0.0.${host & (256 - 2 ** (32 - bits))}/${bits}`);
const GROUPS = fc.constantFrom([], ["AnonymousUsers"], ["AnonymousUsers", "ExchangeUsers"]);

test("comparing the connectors that a write bears on says the same as comparing all of them", () => {
  const ranges = fc.uniqueArray(RANGE, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(
      ranges,
      fc.array(GROUPS, { minLength: 6, maxLength: 6 }),
      RANGE,
      GROUPS,
      (blocks, groups, moved, now) => {
        fc.pre(!blocks.includes(moved));
        const before = stateOf(blocks.map((range, index) => connector(index, range, groups[index] ?? [])));
        const written = connector(0, moved, now);
        const changes = { revision: 2, put: [written], removed: [], releases: null };
        const after = applyChanges(before, changes);
        const world = (state: RecordedState) => relayWorld(state, { at: NOW });
        const whole = auditImpact(compareWorlds(world(before), world(after)));
        expect(impactOfWrite({ before, after, changes, now: NOW })).toEqual(whole);
      },
    ),
    { numRuns: 60 },
  );
});

test("a fault of the computation is told, and never thrown", () => {
  const before = stateOf([connector(0, "10.0.0.0/24", [])]);
  const broken = { ...connector(0, "10.0.0.0/25", []), settings: null as never };
  const changes = { revision: 2, put: [broken], removed: [], releases: null };
  const after = { ...before, receiveConnectors: new Map([["c0", broken]]) };
  expect(impactOfWrite({ before, after, changes, now: NOW })).toMatchObject({
    known: false,
    reason: expect.stringContaining("could not be computed") as string,
  });
});

test.each([
  { title: "a larger message", now: { maxMessageSize: "100MB" } },
  { title: "an end that is put off", was: { expiresAt: "2027-01-31T00:00:00Z" } },
])("what widens without an answer that rises is among what widens: $title", ({ was = {}, now = {} }) => {
  const plain = {
    name: "C0",
    bindings: ["0.0.0.0:25"],
    remoteIpRanges: ["10.0.0.0/24"],
    permissionGroups: ["AnonymousUsers"],
  };
  const before = stateOf([record("ReceiveConnector", "c0", { ...plain, ...was })]);
  const written = record("ReceiveConnector", "c0", { ...plain, ...now });
  const changes = { revision: 2, put: [written], removed: [], releases: null };
  const impact = impactOfWrite({ before, after: applyChanges(before, changes), changes, now: NOW });
  expect(impact).toMatchObject({ known: true, raised: true });
  expect(mayWiden(impact)).toBe(true);
});
