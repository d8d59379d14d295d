export { createCredentialVerifier, type CredentialVerifier, type CredentialVerifierParts } from "./credential-verifier";
export type { Directory, DirectoryAccount } from "./directory";
export { hashPassword, verifyPassword } from "./password-hash";
