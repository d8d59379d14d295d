export * from "./delivery";
export * from "./delivery-options";
export * from "./delivery-stats";
export * from "./name-lookup";
export * from "./own-endpoints";
