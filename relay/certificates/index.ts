export { CertificateStore } from "./certificate-store";
export type { CertificateSource } from "./certificate-sources";
export { FollowedPair } from "./followed-pair";
export { dnsNamesOf } from "./host-certificate";
export type { CertificateReport, HostCertificates } from "./host-certificates";
export { loadCertificate, ownCertificate, type TlsIdentity } from "./load-certificate";
