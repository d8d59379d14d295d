export { QueueIds } from "./queue-ids";
export { createSmtpService, type SmtpService, type SmtpServiceOptions } from "./smtp-service";
