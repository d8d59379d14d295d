import type { Failure } from "../failure";
import { withEnforced } from "../observed/enforced-after";
import { isOfKind } from "../write/object-collections";
import { objectName } from "../write/object-name";
import type { ObjectRecord, RecordedState } from "../write/recorded-object";
import type { PutBackWording } from "./put-back-wording";
import type { RevertTarget } from "./revert-target";

/** A record as it is to be put back, or why that is not known. */
export type RevertedRecord =
  { readonly ok: true; readonly record: ObjectRecord } | { readonly ok: false; readonly failures: readonly Failure[] };

/**
 * What goes on being enforced of a connector that was observed only is in no audit: such a connector can be put back only
 * while it is observed since then. One that was not observed is enforced again as it was.
 */
export function revertObserved(
  state: RecordedState,
  {
    target,
    before,
    after,
    wording,
  }: {
    readonly target: RevertTarget;
    readonly before: ObjectRecord | null;
    readonly after: ObjectRecord;
    readonly wording: PutBackWording;
  },
): RevertedRecord {
  if (!isOfKind(after, "ReceiveConnector")) return { ok: true, record: after };
  if (!after.settings.observeOnly) return { ok: true, record: withEnforced(after, undefined) };
  const enforced = (before as ObjectRecord<"ReceiveConnector"> | null)?.enforced;
  if (enforced !== undefined && enforced.since < target.firstChangedAt) {
    return { ok: true, record: withEnforced(after, enforced) };
  }
  const message = wording.observedLost(`ReceiveConnector "${objectName(state, after)}"`);
  return { ok: false, failures: [{ code: wording.refused, property: "observeOnly", message }] };
}
