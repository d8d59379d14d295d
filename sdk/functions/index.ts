export * from "./explain-relay";
export type { FunctionOptions, FunctionOutputOptions } from "./function-options";
export * from "./get-effective-permissions";
export * from "./get-receive-connector";
