export { scanBody } from "./body-scan";
export * from "./delivery";
export * from "./delivery-options";
export * from "./delivery-stats";
export * from "./name-lookup";
export * from "./notices";
export * from "./own-endpoints";
