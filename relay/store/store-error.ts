import type { ErrorCode } from "../../model";

/** The store cannot serve: not a refused write, but a fault of files, threads or their content. */
export class StoreError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
  }
}
