import type { ErrorCode } from "../../model";

/** The host cannot start as asked; the message is for the operator. */
export class StartError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
    this.code = code;
  }
}
