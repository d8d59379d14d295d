import type { RelayRule } from "./rule";

/**
 * What is wrong with the values of a rule, beyond what the engine checks by their schema: it takes keys that no rule has
 * without a word.
 */
export function judgeRuleConfig(rule: RelayRule, values: Readonly<Record<string, unknown>>): readonly string[] {
  const known = Object.keys(rule.config);
  const unknown = Object.keys(values).filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => refuseKey(rule, key));
  return rule.judgeConfig?.(values) ?? [];
}

function refuseKey({ name, config }: RelayRule, key: string): string {
  const known = Object.keys(config);
  const remedy = known.length === 0 ? "it has only a level" : `its values are ${known.join(", ")}`;
  return `${name} has no value ${JSON.stringify(key)}: ${remedy}.`;
}

/** An error of which a user is shown the message alone: the policy SDK would show its stack. */
export function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
