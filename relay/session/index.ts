export type { SessionCertificates } from "./session-certificates";
export { createSmtpService, type SmtpService, type SmtpServiceOptions } from "./smtp-service";
