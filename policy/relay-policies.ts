import type { Policies, PolicyConfigSchema, ReportViolation, StackValidationArgs } from "@pulumi/policy";
import type { Finding } from "./finding";
import { isFindings, judgeRule } from "./judge-rule";
import { type RelayPolicyConfig, type SettledSetting, settlePolicyConfig } from "./policy-config";
import { readStack, type ResourceFacts } from "./read-stack";
import type { RelayRule } from "./rule";
import { judgeRuleConfig, plainError } from "./rule-config";
import { RULES } from "./rules";

/**
 * The rules as policies for a `PolicyPack`, at the levels and with the values of a configuration; what it leaves out has
 * the defaults of the documentation. `--policy-pack-config` wins over it.
 *
 * @throws Error that names what is wrong with the configuration, and where.
 */
export function relayPolicies(config: RelayPolicyConfig = {}): Policies {
  const settingOf = settlePolicyConfig(config);
  return RULES.map((rule) => policyOf(rule, settingOf(rule)));
}

function policyOf(rule: RelayRule, { level, values }: SettledSetting): Policies[number] {
  const { name, title, description, remedy, severity, scope } = rule;
  const policy = {
    name,
    displayName: title,
    description,
    enforcementLevel: level,
    severity,
    remediationSteps: remedy,
    tags: ["smtp", "relay"],
    configSchema: configSchema(rule, values),
  };
  return scope === "resource"
    ? { ...policy, validateResource: (args, report) => validate(rule, { ...args, resources: [args] }, report) }
    : {
        ...policy,
        // All resources together are judged last, and then an update is over: a bad configuration is told at the first.
        validateResource: once((args) => refuseConfig(rule, args.getConfig())),
        validateStack: (args, report) => validate(rule, args, report),
      };
}

function once<Args>(check: (args: Args) => void): (args: Args) => void {
  let isDone = false;
  return (args) => {
    if (!isDone) check(args);
    isDone = true;
  };
}

/** @throws Error of which the engine shows the message alone. */
function refuseConfig(rule: RelayRule, config: Readonly<Record<string, unknown>>): void {
  const wrong = judgeRuleConfig(rule, config);
  if (wrong.length > 0) throw plainError(`configuration of ${rule.name}: ${wrong.join(" ")}`);
}

// Where the command's own configuration has no value, the engine takes the default of the schema.
function configSchema({ config }: RelayRule, values: SettledSetting["values"]): PolicyConfigSchema {
  const properties = Object.entries(config).map(([key, schema]) => [
    key,
    Object.hasOwn(values, key) ? { ...schema, default: values[key] } : schema,
  ]);
  return { properties: Object.fromEntries(properties) as PolicyConfigSchema["properties"] };
}

/** What the policy SDK hands to a rule of either scope. */
interface ValidationArgs extends Pick<StackValidationArgs, "getConfig" | "notApplicable"> {
  readonly resources: readonly ResourceFacts[];
}

async function validate(rule: RelayRule, args: ValidationArgs, report: ReportViolation): Promise<void> {
  const config = args.getConfig<Record<string, unknown>>();
  refuseConfig(rule, config);
  const found: Finding[] = [];
  for (const reading of readStack(args.resources)) {
    const judgement = await judgeRule(rule, config, { ...reading, at: Date.now() });
    if (!isFindings(judgement)) return args.notApplicable(judgement.notApplicable);
    found.push(...judgement);
  }
  for (const finding of found.slice(0, MOST_FINDINGS)) report(violationText(rule, finding), finding.urn);
  const more = found.length - MOST_FINDINGS;
  if (more > 0) report(violationText(rule, { message: `There are ${more} more violations of this rule.` }));
}

// Each is five lines, and the first tell what to do.
const MOST_FINDINGS = 20;

/** Whole text of a violation, below the rule's description: what, what to do, and where more is written. */
function violationText({ name, remedy }: RelayRule, { message }: Finding): string {
  return `${message}\nRemedy: ${remedy}\nMore: docs/policy.md#${name} of pulumi-smtp-relay.`;
}
