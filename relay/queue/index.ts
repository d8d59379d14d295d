export * from "./message-queue";
export * from "./queue-counts";
export * from "./queue-entry";
export * from "./recipient-status";
export * from "./retry-law";
