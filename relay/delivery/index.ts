export * from "./delivery";
export * from "./delivery-options";
export * from "./delivery-stats";
