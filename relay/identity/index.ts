export { createCredentialVerifier } from "./credential-verifier";
export type { Directory } from "./directory";
export { type DirectoryOptions, type DirectoryOptionTexts, readDirectoryOptions } from "./directory-options";
export { openDirectory } from "./open-directory";
export { hashPassword, verifyPassword } from "./password-hash";
