export { type RelayPolicyConfig, type RuleConfigs, type RuleLevel, type RuleSetting } from "./policy-config";
export { relayPolicies } from "./relay-policies";
export { RULE_NAMES, type RuleName } from "./rule-names";
