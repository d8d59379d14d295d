export type { ProtocolLogLimits } from "./protocol-log-files";
export { createSmtpService, type SmtpService, type SmtpServiceOptions } from "./smtp-service";
