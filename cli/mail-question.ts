import type { Explanation, ExplainQuestion } from "../model";

/** What explain asks, whoever answers. */
export type MailQuestion = Omit<ExplainQuestion, "at" | "hostName">;

/** An explanation, and the revision of the configuration that decided. */
export interface RevisedExplanation extends Explanation {
  readonly revision: number;
}
