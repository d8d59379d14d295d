export { type CertificateOptions, loadCertificate, type TlsIdentity } from "./certificate";
export type { ListenerProblem } from "./listener-set";
export type { SessionLog, VerifyCredentials } from "./session-host";
export { createSmtpService, type SmtpService, type SmtpServiceOptions, type SmtpStats } from "./smtp-service";
