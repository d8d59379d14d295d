export { certificateFacts } from "./certificate-facts";
export { buildControlApi, type ControlApiOptions } from "./control-api";
export type { CertificateFacts, ControlApiParts, HostFacts } from "./control-api-parts";
export { openApiDocument } from "./open-api-document";
