import {
  type CeilingRules,
  type GateViolation,
  judgeCeiling,
  namedValues,
  type Parsed,
  readCeiling,
  whoCan,
} from "../../model";
import { answerCulprit, trustingProxies } from "../answer-culprit";
import { gateText } from "../gate-finding";
import { readJsonFile } from "../read-json-file";
import type { RelayRule } from "../rule";
import type { StackObject } from "../stack-object";
import type { StackSubject } from "../stack-subject";
import { WITHOUT_WIDEST } from "../unknown-values";

/** The ceiling, as a file or in place. */
export interface CeilingConfig {
  /** Path of a ceiling file. */
  readonly file: string;
  /** What a ceiling file has in it; `formatVersion` may be left out. */
  readonly rules: Readonly<Record<string, unknown>>;
}

export const CEILING: RelayRule<CeilingConfig> = {
  name: "ceiling",
  title: "Nobody may do more than the ceiling says",
  description: "Whatever the stack allows is within what the ceiling file says may ever be allowed.",
  remedy: "Narrow the connector or right to what the ceiling allows, or have the ceiling changed by those who own it.",
  level: "mandatory",
  severity: "critical",
  scope: "stack",
  doubts: WITHOUT_WIDEST,
  config: {
    file: {
      type: "string",
      minLength: 1,
      description:
        "Path of a ceiling file, as of relayctl impact --ceiling; relative to the policy pack or the command.",
    },
    rules: { type: "object", description: "What would be in the file, in place of one." },
  },
  judgeConfig: (config) => {
    if (config.file !== undefined && config.rules !== undefined) return ["give either file or rules, not both."];
    const read = readRules(config);
    return read === undefined || read.ok ? [] : read.why;
  },
  judge: (subject, config) => {
    const read = readRules(config);
    if (read === undefined) return { notApplicable: "No ceiling is configured: give file or rules." };
    if (!read.ok) return [{ message: `Cannot tell: ${read.why.join(" ")}` }];
    const { world } = subject;
    const grants = whoCan(world, { named: namedValues(read.rules), verdicts: read.rules.verdicts });
    return judgeCeiling(read.rules, { grants, world }).violations.map((violation) => {
      return { urn: culpritOf(subject, violation)?.urn, message: gateText(violation) };
    });
  },
};

function culpritOf(subject: StackSubject, violation: GateViolation): StackObject | undefined {
  if (violation.kind === "trusted-proxies") return trustingProxies(subject);
  return "answer" in violation ? answerCulprit(subject, violation.answer) : undefined;
}

type ReadRules = { readonly ok: true; readonly rules: CeilingRules } | { readonly ok: false; readonly why: string[] };

function readRules({ file, rules }: Partial<CeilingConfig>): ReadRules | undefined {
  if (rules !== undefined) return checked(readCeiling({ formatVersion: 1, ...rules }), "rules");
  if (file === undefined) return undefined;
  const read = readJsonFile(file);
  return read.ok ? checked(readCeiling(read.value), file) : { ok: false, why: [read.why] };
}

function checked(parsed: Parsed<CeilingRules>, where: string): ReadRules {
  if (parsed.ok) return { ok: true, rules: parsed.value };
  return { ok: false, why: parsed.failures.map(({ message }) => `${where}: ${message}`) };
}
