import { isoTime } from "../write/iso-time";
import { neighbours } from "../write/neighbours";
import { describeObject } from "../write/object-name";
import { isOfKind } from "../write/object-collections";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import type { WritePlan } from "../write/write-plan";
import type { WriteProblem } from "../write/write-result";
import { raisedEffects } from "../impact/widening-rows";
import { differOnlyInWords } from "./enforced-state";
import { MOST_OBSERVED_ENDS, type ObservedWidening, observedWidening } from "./observed-widening";

/** Refuses a write by which an observed connector would allow anybody more than what is enforced. @param now Epoch milliseconds */
export function refuseWidening(next: RecordedState, plan: WritePlan, now: number): WriteProblem | undefined {
  const connector = observedBy(next, plan);
  if (connector === undefined) return undefined;
  const widening = observedWidening(next, now, besides(next, connector));
  if (widening === undefined) return undefined;
  const property = plan.after !== null && !isOfKind(plan.after, "ReceiveConnector") ? "extendedRights" : "observeOnly";
  const detail = `${describeObject(next, connector)} is observed only, so nothing may be allowed by it that is not enforced already. ${wideningWords(widening, now)}`;
  return { code: "RELAY_OBSERVE_WIDENS", property, detail };
}

/** Connectors that share clients with one, itself too: for all other clients the write changes nothing. */
function besides({ receiveConnectors }: RecordedState, connector: ObjectRecord<"ReceiveConnector">) {
  const sides = [connector.settings, connector.enforced?.settings ?? connector.settings];
  return [...new Set(sides.flatMap((settings) => neighbours(receiveConnectors, settings)))];
}

/** The observed connector whose decisions the write changes. */
function observedBy(
  next: RecordedState,
  { before, after, removed }: WritePlan,
): ObjectRecord<"ReceiveConnector"> | undefined {
  const object = after ?? before;
  if (object === null) return undefined;
  if (isOfKind(object, "ConnectorPermission")) {
    const ids = [before, after].flatMap((one) =>
      one !== null && isOfKind(one, "ConnectorPermission") ? one.settings.connector : [],
    );
    return ids.map((id) => next.receiveConnectors.get(id)).find((connector) => connector?.enforced !== undefined);
  }
  if (after === null || !isOfKind(after, "ReceiveConnector") || after.enforced === undefined) return undefined;
  const known = before as ObjectRecord<"ReceiveConnector"> | null;
  const isSame = known?.enforced === after.enforced && differOnlyInWords(known.settings, after.settings);
  return isSame && removed.length === 0 ? undefined : after;
}

function wideningWords(widening: ObservedWidening, now: number): string {
  if (widening.found === "too-many-ends") {
    return `That cannot be told here: what is enforced for its clients ends bit by bit at ${widening.ends} moments, of which at most ${MOST_OBSERVED_ENDS} are asked about. Give fewer different expiresAt, or set observeOnly to false to enforce it.`;
  }
  const { row, at } = widening;
  const { witness, before, after } = row;
  const who = `${witness.client} on ${witness.local.address}:${witness.local.port}, from <${witness.sender}> to <${witness.recipient}>`;
  const when = at === now ? "" : ` from ${isoTime(at)} on`;
  const effects = raisedEffects(row);
  const what =
    effects.length === 0
      ? `${before.verdict} is enforced, ${after.verdict} would be the answer`
      : `more would hold of ${effects.join(", ")}`;
  return `But for ${who}: ${what}${when}. Narrow it, or set observeOnly to false to enforce it.`;
}
