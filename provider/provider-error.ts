/**
 * An error for the user's eyes. From check, diff, read and delete the dynamic provider process prints
 * `${error}: ${error.stack}` before the engine shows the message; a stack trace of ours helps no user there, nor does
 * the same message twice.
 */
export class ProviderError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ProviderError";
    this.stack = "the error is shown with its resource";
  }

  override toString(): string {
    return "pulumi-smtp-relay";
  }
}
