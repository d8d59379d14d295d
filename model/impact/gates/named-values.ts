import type { CeilingRules, IntentRules, RuleReach } from "./gate-rules";
import { isRecipientKeyword } from "./rule-keys";

/** Names that the classes of an analysis must tell apart, so that each is wholly inside or outside of every rule. */
export interface RuleNames {
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
}

/** Names that the rules speak of. */
export function namedValues(...files: readonly (CeilingRules | IntentRules)[]): RuleNames {
  const reaches = files.flatMap(({ allow }) => allow).flatMap((rule): readonly RuleReach[] => [rule, ...rule.except]);
  const all = <Value>(pick: (reach: RuleReach) => readonly Value[] | null) =>
    reaches.flatMap((reach) => pick(reach) ?? []);
  return {
    senders: [...new Set(all(({ senders }) => senders))],
    recipients: [...new Set(all(({ recipients }) => recipients))].filter((entry) => !isRecipientKeyword(entry)),
  };
}
