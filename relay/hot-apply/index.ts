export * from "./active-configuration";
