import type { RelayRule } from "./rule";
import { RULE_NAMES, type RuleName } from "./rule-names";
import { judgeRuleConfig, plainError } from "./rule-config";
import { RULES } from "./rules";
import type { CeilingConfig } from "./rules/ceiling";
import type { ExternallySecuredSingleHostsConfig } from "./rules/externally-secured-single-hosts";
import type { NoNewAccessConfig } from "./rules/no-new-access";
import type { NoOpenRelayConfig } from "./rules/no-open-relay";
import type { NoPublicAnonymousRelayConfig } from "./rules/no-public-anonymous-relay";
import type { NoShadowedRangesConfig } from "./rules/no-shadowed-ranges";
import type { RelayNeedsOwnerAndExpiryConfig } from "./rules/relay-needs-owner-and-expiry";

/** What a violation of a rule does: stop the command, be shown, or nothing at all. */
export type RuleLevel = "mandatory" | "advisory" | "disabled";

const LEVELS: readonly unknown[] = ["mandatory", "advisory", "disabled"] satisfies readonly RuleLevel[];

/** Values of the rules that have any. */
export interface RuleConfigs {
  readonly "no-open-relay": NoOpenRelayConfig;
  readonly "no-public-anonymous-relay": NoPublicAnonymousRelayConfig;
  readonly "externally-secured-single-hosts": ExternallySecuredSingleHostsConfig;
  readonly "no-new-access": NoNewAccessConfig;
  readonly ceiling: CeilingConfig;
  readonly "relay-needs-owner-and-expiry": RelayNeedsOwnerAndExpiryConfig;
  readonly "no-shadowed-ranges": NoShadowedRangesConfig;
}

type ConfigOf<Name extends RuleName> = Name extends keyof RuleConfigs ? RuleConfigs[Name] : object;

/** Level of a rule, or level and values: what `--policy-pack-config` takes as JSON. */
export type RuleSetting<Name extends RuleName> =
  RuleLevel | ({ readonly enforcementLevel?: RuleLevel } & Partial<ConfigOf<Name>>);

/** Levels and values by the name of the rule; `all` is the level of those that are not named. */
export type RelayPolicyConfig = { readonly [Name in RuleName]?: RuleSetting<Name> } & { readonly all?: RuleLevel };

export interface SettledSetting {
  readonly level: RuleLevel;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Takes a configuration apart.
 *
 * @throws Error that names what is wrong with it, and where.
 */
export function settlePolicyConfig(config: RelayPolicyConfig): (rule: RelayRule) => SettledSetting {
  const wrong = judgePolicyConfig(config);
  if (wrong.length > 0) throw plainError(`relayPolicies: ${wrong.join(" ")}`);
  return (rule) => {
    const given = config[rule.name] ?? {};
    const { enforcementLevel, ...values } = typeof given === "string" ? { enforcementLevel: given } : given;
    return { level: enforcementLevel ?? config.all ?? rule.level, values };
  };
}

function judgePolicyConfig(config: Readonly<Record<string, unknown>>): readonly string[] {
  const unknown = Object.keys(config).filter((name) => name !== "all" && !RULE_NAMES.some((known) => known === name));
  return [
    ...unknown.map((name) => `there is no rule ${JSON.stringify(name)}: the rules are ${RULE_NAMES.join(", ")}.`),
    ...(config["all"] === undefined ? [] : judgeLevel("all", config["all"])),
    ...RULES.flatMap((rule) => judgeSetting(rule, config[rule.name])),
  ];
}

function judgeSetting(rule: RelayRule, setting: unknown): readonly string[] {
  if (setting === undefined) return [];
  if (typeof setting !== "object" || setting === null || Array.isArray(setting)) return judgeLevel(rule.name, setting);
  const { enforcementLevel, ...values } = setting as Readonly<Record<string, unknown>>;
  const level = enforcementLevel === undefined ? [] : judgeLevel(`${rule.name}.enforcementLevel`, enforcementLevel);
  return [...level, ...judgeRuleConfig(rule, values).map((wrong) => `${rule.name}: ${wrong}`)];
}

function judgeLevel(where: string, level: unknown): readonly string[] {
  if (LEVELS.includes(level)) return [];
  return [`${where} is ${JSON.stringify(level)}: write mandatory, advisory or disabled.`];
}
