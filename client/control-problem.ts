import type { ErrorCode, Failure } from "../model";

/** The problem document of an answer (RFC 9457). `code` is a string: a newer host may know more of them. */
export interface ControlProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode | (string & {});
  readonly detail: string;
  readonly property?: string;
  readonly failures?: readonly Failure[];
  readonly changedBy?: {
    readonly actor: string;
    readonly at: string;
    readonly action: string;
    readonly properties: readonly string[];
  };
}

/** The host answered, and the answer is no. */
export class ControlProblem extends Error {
  readonly problem: ControlProblemDocument;

  constructor(problem: ControlProblemDocument) {
    super(`${problem.detail} (${problem.code})`);
    this.name = "ControlProblem";
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Nobody answered within the attempts and time allowed: nothing is known about the host's objects. */
export class ControlUnreachable extends Error {
  readonly url: string;

  constructor(url: string, attempts: number, cause: unknown) {
    super(
      `The relay host at ${url} cannot be reached after ${attempts === 1 ? "1 attempt" : `${attempts} attempts`}: ${reasonOf(cause)}.`,
      { cause },
    );
    this.name = "ControlUnreachable";
    this.url = url;
  }
}

/** fetch wraps the socket's error; the innermost one says what happened (ECONNREFUSED 127.0.0.1:8025). */
function reasonOf(error: unknown): string {
  // By shape, not by class: errors may come from another realm (vm, test runner).
  const { message, cause, errors } = Object(error) as Partial<Error> & { readonly errors?: readonly unknown[] };
  const inner = cause ?? errors?.[0];
  if (inner !== undefined) return reasonOf(inner);
  return message === undefined || message === "" ? String(error) : message;
}

/** Reads an answer that is not a success. A body that is no problem document (a proxy's page) becomes one. */
export async function problemOf(response: { status: number; text(): Promise<string> }): Promise<ControlProblem> {
  const text = await response.text();
  return new ControlProblem(parseProblem(text) ?? strangeAnswer(response.status, text));
}

function parseProblem(text: string): ControlProblemDocument | undefined {
  try {
    const body = JSON.parse(text) as ControlProblemDocument | null;
    return typeof body?.code === "string" && typeof body.detail === "string" ? body : undefined;
  } catch {
    return undefined;
  }
}

function strangeAnswer(status: number, text: string): ControlProblemDocument {
  const start = text.replaceAll(/\s+/g, " ").slice(0, 100);
  return {
    type: "about:blank",
    title: "Not an answer of a relay host",
    status,
    code: "RELAY_ANSWER_STRANGE",
    detail: `HTTP ${status} without a problem document; is this a relay host? It begins: ${start}`,
  };
}
