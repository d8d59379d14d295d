import type { ImpactReport, ImpactRow } from "./impact-report";
import type { RelayEffects } from "./relay-answer";

/**
 * The rows by which somebody can do more than before: a verdict that rises, or mail that is trusted more or limited less
 * where it is still taken. None: the change only narrows.
 */
export function wideningRows({ rows }: Pick<ImpactReport, "rows">): readonly ImpactRow[] {
  return rows.filter((row) => row.kind === "widened" || raisedEffects(row).length > 0);
}

/** Names of the effects that are worth more to a client than before. None when it is refused now, or was before. */
export function raisedEffects({ before, after }: Pick<ImpactRow, "before" | "after">): readonly string[] {
  const { effects: old } = before;
  const { effects: now } = after;
  if (old === null || now === null) return [];
  const names = Object.keys(RAISES) as (keyof typeof RAISES)[];
  return names.filter((name) => RAISES[name](old, now));
}

const TRUST: readonly RelayEffects["authAs"][] = ["Anonymous", "External", "Partner", "Internal"];

type Raises = (old: RelayEffects, now: RelayEffects) => boolean;

const RAISES = {
  antiSpamBypassed: (old, now) => now.antiSpamBypassed && !old.antiSpamBypassed,
  maxMessageSize: (old, now) => (now.maxMessageSize ?? Infinity) > (old.maxMessageSize ?? Infinity),
  authAs: (old, now) => TRUST.indexOf(now.authAs) > TRUST.indexOf(old.authAs),
  authenticationFlagAccepted: (old, now) => now.authenticationFlagAccepted && !old.authenticationFlagAccepted,
  trustedHeaders: (old, now) => now.trustedHeaders.some((header) => !old.trustedHeaders.includes(header)),
  maxRecipientsPerMessage: (old, now) => now.maxRecipientsPerMessage > old.maxRecipientsPerMessage,
  messageRateLimit: (old, now) => rate(now.messageRateLimit) > rate(old.messageRateLimit),
  passwordInClear: (old, now) => now.passwordInClear && !old.passwordInClear,
} as const satisfies Partial<Record<keyof RelayEffects, Raises>>;

function rate(limit: RelayEffects["messageRateLimit"]): number {
  return limit === "unlimited" ? Infinity : limit;
}
