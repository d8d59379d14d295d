export * from "./open-shared-spool";
export * from "./shared-spool-limits";
