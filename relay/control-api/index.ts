export { certificateFacts } from "./certificate-facts";
export { buildControlApi } from "./control-api";
export type { ControlApiParts, HostFacts } from "./control-api-parts";
export { openApiDocument } from "./open-api-document";
