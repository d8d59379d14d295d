// Straight from its file: with the whole model a program would start 0.1 s later.
export { PROVIDER_SOURCE, type ResourceKind, TYPE_TOKEN } from "../model/resource-kind";
