export { CertificateStore, type CertificateStoreOptions } from "./certificate-store";
export type { CertificateSource } from "./certificate-sources";
export type { CertificateReport, HostCertificates, InstallOutcome } from "./host-certificates";
export { loadCertificate, ownCertificate, type TlsIdentity } from "./load-certificate";
