export { reportAccounts } from "./report-accounts";
export * from "./reported-use";
export * from "./session-usage";
export * from "./usage";
export * from "./usage-book";
export * from "./usage-cell";
export * from "./usage-report";
