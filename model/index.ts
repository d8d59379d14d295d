export * from "./decision";
export * from "./error-catalogue";
export * from "./extended-right";
export * from "./failure";
export * from "./settings";
export * from "./stored-object";
