import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CertificateOrigin } from "./host-certificate";

/** The two files of a pair. */
export interface CertificateSource {
  /** Name of the pair in the certificate directory; otherwise how messages call it. */
  readonly label: string;
  readonly origin: CertificateOrigin;
  readonly certFile: string;
  readonly keyFile: string;
}

export interface FoundSources {
  readonly sources: readonly CertificateSource[];
  /** Files that are not used, whole sentences. */
  readonly problems: readonly string[];
}

/** `mail.pem` or `mail.crt` with `mail.key`. Other files, and those being written, are nobody's business. */
const PAIR_FILE = /^(?<label>[A-Za-z0-9][\w.-]{0,63})\.(?<form>pem|crt|key)$/;

export function isPairName(name: string): boolean {
  return PAIR_FILE.test(`${name}.pem`);
}

/** The pairs of a certificate directory, by name. A directory that cannot be read has none, and a problem. */
export async function findSources(directory: string): Promise<FoundSources> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => error);
  if (names instanceof Error) {
    const problem = `The certificate directory ${directory} cannot be read: ${names.message}.`;
    return { sources: [], problems: [problem] };
  }
  const forms = new Map<string, Set<string>>();
  for (const name of names.toSorted()) {
    const { label, form } = PAIR_FILE.exec(name)?.groups ?? {};
    if (label !== undefined && form !== undefined) forms.set(label, (forms.get(label) ?? new Set()).add(form));
  }
  const found = [...forms].map(([label, has]) => pairOf(directory, label, has));
  return {
    sources: found.filter((one) => typeof one !== "string"),
    problems: found.filter((one) => typeof one === "string"),
  };
}

function pairOf(directory: string, label: string, forms: ReadonlySet<string>): CertificateSource | string {
  const files = `certificate files ${[...forms].map((form) => `${label}.${form}`).join(", ")}`;
  if (forms.has("pem") && forms.has("crt"))
    return `Of the ${files} only one of ${label}.pem and ${label}.crt may be there.`;
  if (!forms.has("key")) return `The ${files} lack a key: put it into ${label}.key.`;
  const form = forms.has("pem") ? "pem" : "crt";
  if (!forms.has(form)) return `The ${files} lack a certificate: put it into ${label}.pem.`;
  const path = (suffix: string) => join(directory, `${label}.${suffix}`);
  return { label, origin: "directory", certFile: path(form), keyFile: path("key") };
}

/** What tells whether files have changed, links followed; a file that is not there counts too. */
export async function signatureOf(files: readonly string[]): Promise<string> {
  const parts = await Promise.all(files.map((file) => stat(file, { bigint: true }).catch(() => undefined)));
  return parts
    .map((found) =>
      found === undefined ? "none" : [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(),
    )
    .join(";");
}

/** Texts of a pair. @throws Error that names the file. */
export async function readSource({ certFile, keyFile }: CertificateSource): Promise<{ cert: string; key: string }> {
  return { cert: await readText(certFile), key: await readText(keyFile) };
}

/** A text of TLS. @throws Error that names the file. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Error(`The TLS file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** Whether others than the owner may read a key, links followed. */
export async function isOpenToOthers({ keyFile }: CertificateSource): Promise<boolean> {
  const found = await stat(keyFile).catch(() => undefined);
  return found !== undefined && (found.mode & 0o077) !== 0;
}
