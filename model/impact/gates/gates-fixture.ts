import { type StateFixture, stateOf } from "../../snapshot-fixture";
import { compareWorlds } from "../compare-worlds";
import { relayWorld, type RelayWorld, type UnknownValue } from "../relay-world";
import { whoCan } from "../who-can";
import type { GateResult } from "./gate-result";
import { judgeCeiling } from "./judge-ceiling";
import { judgeIntent } from "./judge-intent";
import { judgeNoNewAccess } from "./judge-no-new-access";
import { namedValues } from "./named-values";
import { readCeiling, readIntent } from "./read-rules";

/** The article's configuration, with the CRM's ranges as given. */
export function crmState(remoteIpRanges: readonly string[], more: StateFixture = {}): StateFixture {
  return {
    receiveConnectors: [
      { id: "default", name: "Default Frontend", permissionGroups: ["AnonymousUsers"] },
      { id: "crm", name: "CRM Application", remoteIpRanges, permissionGroups: ["AnonymousUsers"] },
    ],
    connectorPermissions: [{ connector: "crm" }],
    acceptedDomains: [{ domainName: "contoso.com" }],
    ...more,
  };
}

export function worldOf(fixture: StateFixture, unknowns: readonly UnknownValue[] = []): RelayWorld {
  return relayWorld(stateOf(fixture), { at: 0, unknowns });
}

export function ceilingOf(world: RelayWorld, allow: readonly object[], more: object = {}): GateResult {
  const parsed = readCeiling({ formatVersion: 1, allow, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  const { value: rules } = parsed;
  const grants = whoCan(world, { named: namedValues(rules), verdicts: rules.verdicts });
  return judgeCeiling(rules, { grants, world });
}

export interface Worlds {
  readonly before: RelayWorld;
  readonly after: RelayWorld;
}

export function intentOf({ before, after }: Worlds, allow: readonly object[], more: object = {}): GateResult {
  const parsed = readIntent({ formatVersion: 1, allow, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  const report = compareWorlds(before, after, { named: namedValues(parsed.value) });
  return judgeIntent(parsed.value, { report, before, after });
}

export function noNewAccessOf({ before, after }: Worlds): GateResult {
  return judgeNoNewAccess(compareWorlds(before, after));
}

export function messages({ violations }: GateResult): readonly string[] {
  return violations.map(({ message }) => message);
}
