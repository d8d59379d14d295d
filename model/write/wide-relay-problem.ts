import type { Failure } from "../failure";
import type { WideRelay } from "../wide-relay";
import { isOfKind } from "./object-collections";
import { describeObject } from "./object-name";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WritePlan } from "./write-plan";
import type { WriteProblem } from "./write-result";

/** A write that would open a wide relay, and what of it is refused. */
export interface WideWrite {
  readonly connector: ObjectRecord<"ReceiveConnector">;
  readonly wide: WideRelay;
  readonly plan: WritePlan;
}

/** By hand nobody passes through a wide relay. */
export function wideByHand(next: RecordedState, write: WideWrite): WriteProblem {
  return wideProblem(write, scopeOf(next, write));
}

/** No later write of the stack's run would end it: one of the `halves` is another stack's or nobody's. */
export function wideWithOthers(next: RecordedState, write: WideWrite, halves: readonly ObjectRecord[]): WriteProblem {
  const parts = halves.map((half) => describeObject(next, half)).join("; ");
  return wideProblem(
    write,
    `${scopeOf(next, write)} The parts are not all of stack ${write.plan.stack ?? "(none)"}: ${parts}.`,
  );
}

function wideProblem({ plan }: WideWrite, what: string): WriteProblem {
  const code = "RELAY_WIDE_RELAY";
  const failures = failuresOf(plan, what);
  const [first] = failures;
  if (first === undefined) return { code, detail: `${what} Narrow ${ELSEWHERE}` };
  return { code, property: first.property, detail: failures.map(({ message }) => message).join(" "), failures };
}

/** On the properties of the written object that could be otherwise; a delete has none. */
function failuresOf({ after }: WritePlan, what: string): readonly Failure[] {
  const code = "RELAY_WIDE_RELAY";
  if (after === null) return [];
  if (!isOfKind(after, "ReceiveConnector")) {
    return [
      { code, property: "extendedRights", message: `extendedRights: ${what} Leave the right out, narrow ${ELSEWHERE}` },
    ];
  }
  const ranges = `remoteIpRanges: ${what} Narrow the ranges, or take the right away.`;
  const reason = "allowWideRelay: if it is meant, give the reason here.";
  return [
    { code, property: "remoteIpRanges", message: ranges },
    { code, property: "allowWideRelay", message: reason },
  ];
}

const ELSEWHERE = "the connector's remoteIpRanges first, or give the reason in its allowWideRelay if it is meant.";

function scopeOf(next: RecordedState, { connector, wide }: WideWrite): string {
  const v6 = wide.publicV6 === 0n ? "" : ` and ${wide.publicV6} IPv6`;
  return `${describeObject(next, connector)} would let ${wide.principal} relay from ${wide.publicV4} public IPv4${v6} addresses.`;
}
