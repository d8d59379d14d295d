import type { Decision, DecisionReason } from "../decision";
import type { ExplainedCheck, ExplainedStep } from "./explanation";
import { formatReply } from "../replies";

/** A check before it is known whether it decides. */
export interface Check {
  readonly check: string;
  readonly finding: string;
  /** Reasons of decisions that fall here. */
  readonly decides: readonly DecisionReason[];
}

/** A command, its decision, and what it was judged by, in the order of the functions that decide. */
export function explainedStep(
  name: ExplainedStep["step"],
  { action, reason, reply, by }: Decision,
  checks: readonly Check[],
): ExplainedStep {
  const place = checks.findIndex(({ decides }) => decides.includes(reason));
  const outcomeAt = (index: number): ExplainedCheck["outcome"] => {
    if (index === place) return "decided";
    return action !== "accept" && place >= 0 && index > place ? "not-reached" : "passed";
  };
  const explained = checks.map(({ check, finding }, index) => ({ check, finding, outcome: outcomeAt(index) }));
  return { step: name, action, reason, reply, replyLine: formatReply(reply), by, checks: explained };
}
