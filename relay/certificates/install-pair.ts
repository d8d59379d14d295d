import { access } from "node:fs/promises";
import { join } from "node:path";
import { dateFault } from "./certificate-dates";
import { isPairName } from "./certificate-sources";
import { readHostCertificate } from "./host-certificate";
import type { CertificateToInstall } from "./host-certificates";
import { writePrivate } from "./write-private";

export interface InstallCircumstances {
  readonly directory: string;
  /** tlsCertificateNames in use that only the pair of this name carries. */
  readonly needed: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Writes a pair into the certificate directory. Answers with why not, a whole sentence, when it cannot be used. */
export async function installPair(
  pair: CertificateToInstall,
  where: InstallCircumstances,
): Promise<string | undefined> {
  const problem = refuse(pair, where);
  if (problem !== undefined) return problem;
  const path = (suffix: string) => join(where.directory, `${pair.name}.${suffix}`);
  const certFile = (await exists(path("crt"))) ? path("crt") : path("pem");
  await writePrivate([
    [path("key"), pair.key],
    [certFile, pair.cert],
  ]);
  return undefined;
}

function refuse({ name, cert, key }: CertificateToInstall, { needed, at }: InstallCircumstances): string | undefined {
  if (!isPairName(name)) {
    return `"${name}" cannot be the name of a certificate: use up to 64 letters, digits, dots, dashes and underscores.`;
  }
  const read = readHostCertificate({ cert, key, label: name, origin: "directory" });
  if (!read.ok) return `Certificate ${name} ${read.problem}.`;
  const { certificate } = read;
  const fault = dateFault(certificate, at);
  if (fault !== undefined) return `Certificate ${name} ${fault}.`;
  const lost = needed.find((one) => one !== certificate.exchangeName);
  if (lost === undefined) return undefined;
  return (
    `Certificate ${name} is "${certificate.exchangeName}", and in its place a receive connector names "${lost}": ` +
    "give the new one another name, change tlsCertificateName, then remove the old files."
  );
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
