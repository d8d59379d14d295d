import { readFile } from "node:fs/promises";
import type { Directory } from "./directory";
import type { DirectoryOptions, ServiceAccount } from "./directory-options";
import type { IdentityLog } from "./identity-log";
import { LdapDirectory } from "./ldap-directory";

const THIS_MACHINE = /^(?:127(?:\.\d+){3}|::1|localhost)$/i;

/**
 * A directory that logins are checked with; its server is asked at the first login, so that a host starts without it.
 *
 * @throws Error when a file of the options cannot be read
 */
export async function openDirectory(options: DirectoryOptions, log: IdentityLog): Promise<Directory> {
  const { url, host, tls, caFile, service } = options;
  const ca = caFile === null ? null : await readOption("--ldap-ca", caFile);
  if (ca !== null && !ca.includes("-----BEGIN CERTIFICATE-----")) {
    throw new Error(`--ldap-ca: ${caFile} holds no certificate in PEM form.`);
  }
  if (tls === "none" && !THIS_MACHINE.test(host)) log.warn({ url }, "passwords go to the directory in clear text");
  return new LdapDirectory({ ...options, ca, service: service === null ? null : await withPassword(service) });
}

async function withPassword({ dn, password, passwordFile }: ServiceAccount) {
  if (passwordFile === null) return { dn, password: password ?? "" };
  const text = (await readOption("--ldap-service-password-file", passwordFile)).replace(/\r?\n$/, "");
  if (text === "") throw new Error(`--ldap-service-password-file: ${passwordFile} is empty.`);
  return { dn, password: text };
}

async function readOption(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Error(`${flag}: ${(cause as Error).message}`, { cause });
  }
}
