import { formatInstant } from "../instant";
import type { LintWarning } from "../lints";
import type { EnforcedConnector, StoredObject } from "../stored-object";

/** Days after which observing has told what it can. */
const OBSERVED_LONG_DAYS = 30;

/** Since when a connector is observed only, and whether that is for long. @param at Epoch milliseconds */
export function observedSince(
  { since }: EnforcedConnector,
  at: number,
): { readonly since: string; readonly isLong: boolean } {
  return { since: formatInstant(since), isLong: at - since > OBSERVED_LONG_DAYS * 86_400_000 };
}

/** A connector that is observed for so long that somebody has forgotten to enforce it. @param at Epoch milliseconds */
export function lintObserved({ enforced }: StoredObject<"ReceiveConnector">, at: number): readonly LintWarning[] {
  if (enforced === undefined) return [];
  const { since, isLong } = observedSince(enforced, at);
  if (!isLong) return [];
  const message = `observeOnly is set since ${since}, for over ${OBSERVED_LONG_DAYS} days: see relayctl usage --observed, then set it to false or take the change back.`;
  return [{ lint: "observed-for-long", property: "observeOnly", message }];
}
