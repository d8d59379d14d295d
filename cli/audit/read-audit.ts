import { type ControlClient, dataOf, type operations } from "../../client";
import type { AuditHead } from "../../model";
import type { AuditItem } from "./audit-item";

/** Which entries of a host's audit are wanted, in the words of the control API. */
export type AuditQuery = Omit<NonNullable<operations["listAudit"]["parameters"]["query"]>, "limit">;

/** One answer: some entries, where to go on, and the head of the chain at that moment. */
export interface AuditAnswer {
  readonly items: readonly AuditItem[];
  readonly next: number | null;
  readonly head: AuditHead;
}

const LARGEST_PAGE = 1000;

/** Entries page by page, as the host hands them out; empty pages too, since a filter may skip many. */
export async function* readAudit(
  { api }: ControlClient,
  query: AuditQuery,
  most = LARGEST_PAGE,
): AsyncGenerator<AuditAnswer> {
  const limit = Math.min(most, LARGEST_PAGE);
  for (let from = query; ;) {
    const answer: AuditAnswer = await dataOf(api.GET("/v1/audit", { params: { query: { ...from, limit } } }));
    yield answer;
    if (answer.next === null) return;
    from = query.order === "newest-first" ? { ...from, before: answer.next } : { ...from, after: answer.next };
  }
}
