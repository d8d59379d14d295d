export * from "./notice-settings";
export * from "./open-notifications";
