import type { ImpactRow } from "../impact-report";
import { raisedEffects } from "../widening-rows";

/** Limits only say how fast and how many: a raised one opens no way. */
const LIMITS = ["maxRecipientsPerMessage", "messageRateLimit"];

/** Effects by which mail is trusted more than before: they open a way without any verdict changing. */
export function raisedTrust(row: ImpactRow): readonly string[] {
  return raisedEffects(row).filter((effect) => !LIMITS.includes(effect));
}
