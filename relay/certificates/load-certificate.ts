import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { generate } from "selfsigned";
import { type CertificateSource, readText } from "./certificate-sources";
import { writePrivate } from "./write-private";

/** Key and certificate chain of this host, PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  readonly dataDir: string;
  /** Name the certificate is made for. */
  readonly hostname: string;
  /** Files of an own certificate and key (PEM); both or neither. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000;

/**
 * The host's certificate: the given files, else the one made on first start and kept in the data directory (0600).
 * @throws Error that names the file when key and certificate cannot be read or do not belong together.
 */
export async function loadCertificate(options: CertificateOptions): Promise<TlsIdentity> {
  const { certFile, keyFile } = options;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new Error("An own certificate needs both --smtp-tls-cert and --smtp-tls-key; only one of them is set.");
  }
  if (certFile !== undefined && keyFile !== undefined) return readPair(certFile, keyFile);
  const own = await ownCertificate(options);
  return readPair(own.certFile, own.keyFile);
}

/** The files of the certificate that the host makes for itself; made when they are not there. */
export async function ownCertificate(
  options: Omit<CertificateOptions, "certFile" | "keyFile">,
): Promise<CertificateSource> {
  const [certFile, keyFile] = [join(options.dataDir, "smtp-cert.pem"), join(options.dataDir, "smtp-key.pem")];
  if (!(await exists(certFile))) await makePair(options, { cert: certFile, key: keyFile });
  return { label: "self-made", origin: "self-made", certFile, keyFile };
}

async function readPair(certFile: string, keyFile: string): Promise<TlsIdentity> {
  const [cert, key] = [await readText(certFile), await readText(keyFile)];
  if (!belongTogether(cert, key)) {
    throw new Error(`The TLS key in ${keyFile} does not belong to the certificate in ${certFile}, or one is not PEM.`);
  }
  return { cert, key };
}

function belongTogether(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

async function makePair(
  options: Pick<CertificateOptions, "dataDir" | "hostname" | "now">,
  files: { readonly cert: string; readonly key: string },
): Promise<void> {
  const made = await generate([{ name: "commonName", value: options.hostname }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(options.now - 3_600_000),
    notAfterDate: new Date(options.now + TEN_YEARS_MS),
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: options.hostname }] }],
  });
  await mkdir(options.dataDir, { recursive: true });
  // The certificate comes last: it alone says that the pair is complete.
  await writePrivate([
    [files.key, made.private],
    [files.cert, made.cert],
  ]);
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw new Error(`The TLS file ${file} cannot be read: ${error.message}`, { cause: error });
    },
  );
}
