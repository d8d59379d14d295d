import { expiryFailure } from "../expiry-failure";
import type { Kind, SettingsOf } from "../settings";
import { problemOf } from "./problem-of";
import type { ObjectRecord } from "./recorded-object";
import type { WriteProblem } from "./write-result";

/** Refuses an expiry that has passed, unless the object has it already: what has expired may be edited otherwise. */
export function judgeExpiry(
  settings: SettingsOf[Kind],
  before: ObjectRecord | null,
  now: number,
): WriteProblem | undefined {
  return problemOf(expiryFailure(settings, before?.settings ?? {}, now));
}
