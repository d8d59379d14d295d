import type { Finding } from "./finding";
import { type PossibleStacks, possibleStacks } from "./possible-stacks";
import type { HostReading } from "./read-stack";
import type { Judgement, RelayRule } from "./rule";
import type { StackObject } from "./stack-object";
import { type Moment, stackSubject } from "./stack-subject";
import type { UnknownFact } from "./unknown-values";

/** Unknown values that a message names. */
const MOST_UNKNOWNS = 3;

/**
 * Judges the resources of one host. What holds whatever the unknown values turn out to be is a violation; what might
 * hold is one that says that it cannot tell: a rule never passes because it knows too little.
 *
 * @param at Epoch milliseconds.
 */
export async function judgeRule<Config extends object>(
  rule: RelayRule<Config>,
  config: Partial<Config>,
  { objects, unreadable, connection, at }: HostReading & { readonly at: number },
): Promise<Judgement> {
  const moment = { at, connection };
  const stacks = possibleStacks(objects, rule.scope);
  const certain = await rule.judge(stackSubject(stacks.known, moment), config);
  if (!isFindings(certain)) return certain;
  const seen = new Set(certain.map(({ urn }) => urn));
  const possible = rule.needs === undefined ? await judgeWorst(rule, config, stacks, moment) : [];
  const doubts = [
    ...possible.map((finding) => doubt(finding, stacks.unknowns)),
    ...stacks.unknowns.filter(({ setting }) => isDoubt(rule, setting)).map(plainDoubt),
  ].filter(({ urn }) => !seen.has(urn));
  return [...unreadable, ...[...certain, ...firstOfEach(doubts)].filter(isOwn(objects))];
}

function isDoubt({ needs = [], doubts = [] }: Pick<RelayRule, "needs" | "doubts">, setting: string): boolean {
  return needs.includes(setting) || doubts.includes(setting);
}

async function judgeWorst<Config extends object>(
  rule: RelayRule<Config>,
  config: Partial<Config>,
  { worst }: PossibleStacks,
  moment: Moment,
): Promise<readonly Finding[]> {
  const judgements = await Promise.all(worst.map(async (objects) => rule.judge(stackSubject(objects, moment), config)));
  return judgements.flatMap((judgement) => (isFindings(judgement) ? judgement : []));
}

function doubt({ urn, message }: Finding, unknowns: readonly UnknownFact[]): Finding {
  const own = unknowns.filter((unknown) => unknown.urn === urn);
  const named = own.length > 0 ? own : unknowns;
  const why = named.slice(0, MOST_UNKNOWNS).map((unknown) => unknown.message);
  const more = named.length - why.length;
  return {
    urn,
    message: `Cannot tell: ${why.join("; ")}${more > 0 ? `; and ${more} more` : ""}. At worst: ${message}`,
  };
}

function plainDoubt({ urn, message }: UnknownFact): Finding {
  return { urn, message: `Cannot tell: ${message}.` };
}

/** What is only looked up is somebody else's: the program can do nothing about it. */
function isOwn(objects: readonly StackObject[]): (finding: Finding) => boolean {
  const own = new Set(objects.filter(({ owner }) => owner !== null).map(({ urn }) => urn));
  return ({ urn }) => urn === undefined || own.has(urn);
}

function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ urn }, index) => findings.findIndex((other) => other.urn === urn) === index);
}

export function isFindings(judgement: Judgement): judgement is readonly Finding[] {
  return Array.isArray(judgement);
}
