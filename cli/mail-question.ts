import type { DecidingObject } from "./read-declarations";
import type { Explanation, ExplainQuestion } from "../model";

/** What explain asks, whoever answers. */
export type MailQuestion = Omit<ExplainQuestion, "at" | "hostName">;

/** An explanation, and the revision of the configuration that decided. */
export interface RevisedExplanation extends Explanation {
  readonly revision: number;
  /** Of what decided, what a program declares, and where; absent: nothing, or there is no host to know. */
  readonly declared?: readonly DecidingObject[];
}
