import { type ChangedBy, ERROR_CATALOGUE, type ErrorCode, type Failure } from "../../model";

/** What a problem says beyond its catalogue entry. */
export interface ProblemFacts {
  /** Path of the property the problem is about. */
  readonly property?: string | undefined;
  readonly failures?: readonly Failure[] | undefined;
  readonly changedBy?: ChangedBy | undefined;
  /** Seconds for the Retry-After header (RFC 9110 §10.2.3); not part of the document. */
  readonly retryAfter?: number | undefined;
}

/** The body of every answer that is not a success: RFC 9457 with our members. */
export interface ProblemDocument extends Omit<ProblemFacts, "retryAfter"> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
}

/** Thrown inside the control API for everything a client is told. `detail` is a whole sentence that names the value. */
export class ApiProblem extends Error {
  readonly code: ErrorCode;
  readonly facts: ProblemFacts;

  constructor(code: ErrorCode, detail: string, facts: ProblemFacts = {}) {
    super(detail);
    this.name = "ApiProblem";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }
}

/** RFC 9457 §3.1: `type` names the kind of problem for ever, `title` never varies with the occurrence. */
export function problemDocument(problem: ApiProblem): ProblemDocument {
  const { property, failures, changedBy } = problem.facts;
  return {
    type: `urn:pulumi-smtp-relay:problem:${problem.code}`,
    title: ERROR_CATALOGUE[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    ...(property === undefined ? {} : { property }),
    ...(failures === undefined ? {} : { failures }),
    ...(changedBy === undefined ? {} : { changedBy }),
  };
}
