import fc from "fast-check";
import { NOW } from "../../test/random-worlds/random-mail";
import { randomProbe } from "../../test/random-worlds/random-probe";
import { randomPair } from "../../test/random-worlds/random-world";
import { stateOf } from "../snapshot-fixture";
import type { ConfigState } from "../stored-object";
import { answerProbe } from "./answer-probe";
import { nearbyStates } from "./nearby-states";
import { relayWorld } from "./relay-world";

const connectors = (state: ConfigState) => [...state.receiveConnectors.keys()].sort();

const CRM = { id: "crm", remoteIpRanges: ["192.168.2.55"] };
const OTHERS = [
  { id: "default" },
  { id: "far", remoteIpRanges: ["10.0.0.0/8"] },
  { id: "elsewhere", bindings: ["10.0.0.5:587"] },
  { id: "around", bindings: ["10.0.0.5:25"], remoteIpRanges: ["192.168.2.0/24"] },
  { id: "off", enabled: false },
];

test("what shares clients with a changed connector stays, everything else goes", () => {
  const before = stateOf({ receiveConnectors: [...OTHERS, CRM] });
  const crm = before.receiveConnectors.get("crm")!;
  const settings = { ...crm.settings, remoteIpRanges: ["192.168.2.55-192.168.2.56"] };
  const receiveConnectors = new Map(before.receiveConnectors).set("crm", { ...crm, settings });
  const [old, now] = nearbyStates([before, { ...before, receiveConnectors }]);
  expect(connectors(old)).toEqual(["around", "crm", "default"]);
  expect(connectors(now)).toEqual(connectors(old));
});

test("for an entry its connector and the neighbours of that stay; for a send connector none", () => {
  const before = stateOf({ receiveConnectors: [...OTHERS, CRM], connectorPermissions: [{ connector: "far" }] });
  expect(nearbyStates([before, { ...before, connectorPermissions: new Map() }]).map(connectors)).toEqual([
    ["default", "far"],
    ["default", "far"],
  ]);
  expect(nearbyStates([before, { ...before, sendConnectors: new Map() }]).map(connectors)).toEqual([[], []]);
});

test("states that differ in what counts everywhere stay whole", () => {
  const before = stateOf({ receiveConnectors: OTHERS });
  const after = { ...before, relayUsers: new Map() };
  expect(nearbyStates([before, after])).toEqual([before, after]);
});

/** The second state has the first one's accounts, domains and settings, and maybe only one other connector. */
const states = fc.tuple(randomPair, fc.boolean(), fc.nat()).map(([[one, other], isOne, place]) => {
  const [before, after] = [stateOf(one), stateOf({ ...other, receiveConnectors: other.receiveConnectors ?? [] })];
  if (!isOne) {
    const { receiveConnectors, connectorPermissions } = after;
    return [before, { ...before, receiveConnectors, connectorPermissions }] as const;
  }
  const ids = [...after.receiveConnectors.keys()];
  const chosen = after.receiveConnectors.get(ids[place % Math.max(ids.length, 1)] ?? "");
  const receiveConnectors = new Map(before.receiveConnectors);
  if (chosen !== undefined) receiveConnectors.set(chosen.id, chosen);
  return [before, { ...before, receiveConnectors }] as const;
});

test("a probe that is answered differently gets the same answers from what is left, and no other is", () => {
  fc.assert(
    fc.property(states, fc.array(randomProbe, { minLength: 5, maxLength: 30 }), (pair, probes) => {
      const whole = pair.map((state) => relayWorld(state, { at: NOW }));
      const near = nearbyStates(pair).map((state) => relayWorld(state, { at: NOW }));
      for (const probe of probes) {
        const answers = whole.map((world) => answerProbe(world, probe));
        const nearby = near.map((world) => answerProbe(world, probe));
        const isChanged = JSON.stringify(answers[0]) !== JSON.stringify(answers[1]);
        if (isChanged) expect(nearby).toEqual(answers);
        else expect(nearby[0]).toEqual(nearby[1]);
      }
    }),
    { numRuns: 400 },
  );
});
