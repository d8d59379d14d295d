/**
 * An error for the user's eyes. From check, diff, read and delete the dynamic provider process prints
 * `${error}: ${error.stack}` besides, under the stack and not under the resource; a stack trace of ours helps no user
 * there, nor does the same message twice, so it only says which resource the engine will show it with.
 */
export class ProviderError extends Error {
  /** Code of the host's problem document, where the host refused. */
  readonly problem: string | undefined;
  private resource = "pulumi-smtp-relay";

  constructor(message: string, options: ErrorOptions & { readonly problem?: string } = {}) {
    super(message, options);
    this.problem = options.problem;
    this.name = "ProviderError";
    this.stack = "failed; the error is shown with the resource";
  }

  /** The error that a call about a resource ends with, whatever went wrong. */
  static about(resource: string, error: unknown): ProviderError {
    const known = error instanceof ProviderError ? error : new ProviderError(messageOf(error), { cause: error });
    known.resource = resource;
    return known;
  }

  override toString(): string {
    return this.resource;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
