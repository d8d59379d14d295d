export { certificateFacts } from "./certificate-facts";
export { buildControlApi, showCertificate } from "./control-api";
export type { ControlApiApp } from "./control-api-app";
export { smartHostNames } from "./host-metrics";
export type { ControlApiParts, DiskRoom, HostFacts } from "./control-api-parts";
export { openApiDocument } from "./open-api-document";
