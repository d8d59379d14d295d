export { loadCertificate, type TlsIdentity } from "./certificate";
export { createSmtpService, type SmtpService, type SmtpServiceOptions } from "./smtp-service";
