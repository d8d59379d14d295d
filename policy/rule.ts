import type { EnforcementLevel, PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { Finding } from "./finding";
import type { RuleName } from "./rule-names";
import type { StackSubject } from "./stack-subject";

/** JSON Schema of one value of a rule's configuration, as the engine checks it. */
export type ConfigValueSchema = PolicyConfigSchema["properties"][string];

/** What a rule finds, or why it has nothing to judge by. */
export type Judgement = readonly Finding[] | { readonly notApplicable: string };

/**
 * - `resource`: each resource is judged by its inputs, before it is touched.
 * - `stack`: all resources are judged together, at the end of a preview or update.
 * - `host`: the same, with what is on the host beside them.
 */
export type RuleScope = "resource" | "stack" | "host";

/** One rule of the pack. */
export interface RelayRule<Config extends object = Record<string, unknown>> {
  readonly name: RuleName;
  /** Heading for people. */
  readonly title: string;
  /** What must hold, in one sentence. */
  readonly description: string;
  /** What to do about a violation. */
  readonly remedy: string;
  /** Level when nobody configures one. */
  readonly level: Exclude<EnforcementLevel, "remediate">;
  readonly severity: Severity;
  readonly scope: RuleScope;
  /**
   * Settings without which the rule can say nothing about a resource. Without this the widest value that they may have is
   * what the rule judges by.
   */
  readonly needs?: readonly string[];
  /** Settings that have no widest value, such as names: the rule cannot tell while one of them is not known. */
  readonly doubts?: readonly string[];
  /** Values that may be configured, each with a description; a default where leaving it out means something. */
  readonly config: Readonly<Record<Extract<keyof Config, string>, ConfigValueSchema>>;
  /** What is wrong with a configuration that its schema takes; whole sentences. */
  readonly judgeConfig?: (config: Partial<Config>) => readonly string[];
  /**
   * Judges the resources of a stack on one relay host. It is asked for what is known, and again for what the unknown
   * values of a preview might at worst be.
   */
  readonly judge: (subject: StackSubject, config: Partial<Config>) => Judgement | Promise<Judgement>;
}
