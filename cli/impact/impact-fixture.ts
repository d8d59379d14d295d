import {
  compareWorlds,
  configStateOf,
  type GateResult,
  judgeCeiling,
  judgeIntent,
  judgeNoNewAccess,
  namedValues,
  parseConfigDocument,
  readCeiling,
  readIntent,
  relayWorld,
  type RelayWorld,
  type UnknownValue,
  whoCan,
} from "../../model";
import type { ImpactSubject } from "./impact-subject";

interface Objects {
  readonly connectors?: readonly object[];
  readonly permissions?: readonly object[];
  readonly more?: object;
  readonly unknowns?: readonly UnknownValue[];
}

export const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const RELAY = "ms-Exch-SMTP-Accept-Any-Recipient";

/** A world of a config document. Connectors are open to anonymous clients on 0.0.0.0:25 unless they say otherwise. */
export function documentWorld({ connectors = [], permissions = [], more = {}, unknowns = [] }: Objects): RelayWorld {
  const plain = { bindings: ["0.0.0.0:25"], permissionGroups: ["AnonymousUsers"], authMechanism: ["Tls"] };
  const parsed = parseConfigDocument({
    formatVersion: 1,
    receiveConnectors: connectors.map((one) => ({ ...plain, ...one })),
    connectorPermissions: permissions,
    ...more,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  return relayWorld(configStateOf(parsed.value), { at: 0, unknowns });
}

/** The article's connector with its ranges, and the entry that lets it relay. */
export function crmWorld(remoteIpRanges: readonly string[], more: Objects = {}): RelayWorld {
  return documentWorld({
    ...more,
    connectors: [
      { name: "Default Frontend", remoteIpRanges: ["0.0.0.0/0"] },
      { name: "CRM Application", remoteIpRanges },
      ...(more.connectors ?? []),
    ],
    permissions: [
      { connector: "CRM Application", principal: ANONYMOUS, extendedRights: [RELAY] },
      ...(more.permissions ?? []),
    ],
    more: { acceptedDomains: [{ domainName: "contoso.com" }], ...more.more },
  });
}

export interface Rules {
  readonly ceiling?: readonly object[];
  readonly intent?: readonly object[];
}

/** Everything that is shown of two worlds, judged by every gate that has rules and by no new access. */
export function subjectOf(before: RelayWorld, after: RelayWorld, { ceiling, intent }: Rules = {}): ImpactSubject {
  const report = compareWorlds(before, after);
  const gates: GateResult[] = [judgeNoNewAccess(report)];
  const limits = readCeiling({ formatVersion: 1, allow: ceiling });
  if (limits.ok) {
    const grants = whoCan(after, { named: namedValues(limits.value), verdicts: limits.value.verdicts });
    gates.push(judgeCeiling(limits.value, { grants, world: after }));
  }
  const wanted = readIntent({ formatVersion: 1, allow: intent });
  if (wanted.ok) gates.push(judgeIntent(wanted.value, { report, before, after }));
  return {
    before: { text: "a.json", file: "a.json" },
    after: { text: "b.json", file: "config/b.json" },
    report,
    gates,
  };
}
