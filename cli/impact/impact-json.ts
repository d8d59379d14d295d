import {
  cidrCover,
  type ClearAuth,
  countAddresses,
  endpointWords,
  formatInstant,
  type GateResult,
  type GateViolation,
  type ImpactRow,
  type IpRange,
  type LaterAccess,
  type RelayAnswer,
  type RelayBox,
  type RelayGrant,
} from "../../model";
import { jsonText } from "../output";
import type { ImpactSubject } from "./impact-subject";
import { replayLines } from "./replay-lines";

const FORMAT_VERSION = 1;

/** A comparison as JSON, by docs/reference/impact.schema.json. */
export function impactJson({ before, after, report, gates }: ImpactSubject): string {
  return jsonText({
    formatVersion: FORMAT_VERSION,
    before: before.text,
    after: after.text,
    rows: report.rows.map(rowValue),
    routes: report.routes,
    trustedProxies: { added: cidrCover(report.proxies.added), removed: cidrCover(report.proxies.removed) },
    ...(report.clearAuth === undefined ? {} : { clearAuth: report.clearAuth.map(clearAuthValue) }),
    unknowns: report.unknowns,
    ...(report.later === undefined ? {} : { later: report.later.map(laterValue) }),
    gates: gates.map(gateValue),
  });
}

function clearAuthValue({ connector, addresses, endpoints }: ClearAuth): unknown {
  return { connector, addresses: addressesValue(addresses), endpoints: endpoints.map(endpointWords) };
}

function laterValue({ at, rows }: LaterAccess): unknown {
  return { at: formatInstant(at), rows: rows.map(rowValue) };
}

function rowValue({
  kind,
  severity,
  severityReasons,
  box,
  before,
  after,
  witness,
  changedEffects,
}: ImpactRow): unknown {
  return {
    ...{ kind, severity, severityReasons, box: boxValue(box) },
    before: answerValue(before),
    after: answerValue(after),
    changedEffects,
    witness,
    replay: replayLines(witness),
  };
}

/** A grant as JSON has it. */
export function grantValue({ box, answer, witness }: RelayGrant): unknown {
  return { box: boxValue(box), answer: answerValue(answer), witness, replay: replayLines(witness) };
}

/** Addresses as CIDR blocks, and how many: IPv6 counts are too large for numbers of JSON. */
export function addressesValue(ranges: readonly IpRange[]): unknown {
  const { v4, v6 } = countAddresses(ranges);
  return { cidrs: cidrCover(ranges), ipv4Count: v4.toString(), ipv6Count: v6.toString() };
}

function boxValue({ addresses, endpoints, sessions, senders, recipients, internationalized }: RelayBox): unknown {
  return {
    addresses: addressesValue(addresses),
    endpoints: endpoints.map(endpointWords),
    ...{ sessions, senders, recipients },
    ...(internationalized === undefined ? {} : { internationalized }),
  };
}

function answerValue({ verdict, step, reason, reply, by, connector, effects }: RelayAnswer): unknown {
  return { verdict, step, reason, reply, by, connector, effects };
}

function gateValue({ gate, outcome, violations, unknowns }: GateResult): unknown {
  return { gate, outcome, violations: violations.map(violationValue), unknowns };
}

function violationValue(violation: GateViolation): unknown {
  const { kind, message } = violation;
  switch (violation.kind) {
    case "not-covered": {
      const { rest, answer, nearest, witness } = violation;
      return { kind, message, rest: boxValue(rest), answer: answerValue(answer), nearest, ...witnessed(witness) };
    }
    case "too-many-addresses": {
      const { rule, path, limit, count, addresses, witness } = violation;
      const relying = addressesValue(addresses);
      return { kind, message, rule, path, limit, count: count.toString(), addresses: relying, ...witnessed(witness) };
    }
    case "new-access":
      return { kind, message, ...witnessed(violation.witness) };
    case "trust-raised":
      return { kind, message, effects: violation.effects, ...witnessed(violation.witness) };
    case "clear-auth":
      return { kind, message, offer: clearAuthValue(violation.offer) };
    case "trusted-proxies":
      return { kind, message, addresses: addressesValue(violation.addresses) };
    case "route":
      return { kind, message, route: violation.change };
  }
}

function witnessed(witness: Parameters<typeof replayLines>[0]): object {
  return { witness, replay: replayLines(witness) };
}
