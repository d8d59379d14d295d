export { createSmtpService, type SmtpService, type SmtpServiceOptions } from "./smtp-service";
