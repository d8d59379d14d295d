export * from "./certificate-schemas";
export * from "./components";
export * from "./explanation-schema";
export * from "./object-schemas";
export * from "./problem-schema";
export * from "./queue-schemas";
export * from "./relay-headers-schema";
export { inputComponent, settingsComponent } from "./settings-schemas";
export * from "./status-schemas";
