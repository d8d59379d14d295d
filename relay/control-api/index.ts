export { certificateFacts } from "./certificate-facts";
export { buildControlApi, showCertificate } from "./control-api";
export type { ControlApiApp } from "./control-api-app";
export type { ControlApiParts, HostFacts } from "./control-api-parts";
export { openApiDocument } from "./open-api-document";
