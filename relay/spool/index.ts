export * from "./check-spool";
export * from "./delivery-claims";
export * from "./event-log";
export * from "./open-spool";
export * from "./repair-spool";
export * from "./spool";
export * from "./spool-fault";
export * from "./spool-limits";
