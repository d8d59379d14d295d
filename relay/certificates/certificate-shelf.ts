import { dateFault, isoDay } from "./certificate-dates";
import { type CertificateSource, findSources, isOpenToOthers, readSource, signatureOf } from "./certificate-sources";
import { type HostCertificate, type ReadCertificate, readHostCertificate } from "./host-certificate";

/** A pair of files and what came of it. */
export interface ShelfEntry {
  readonly source: CertificateSource;
  /** In use; null while none was ever good. */
  readonly certificate: HostCertificate | null;
  /** Whole sentence; null when the files are as they should be. */
  readonly problem: string | null;
  /** Name of a certificate that is there and cannot be used. */
  readonly unusableName: string | null;
}

interface Entry extends ShelfEntry {
  /** Of the files as they were last read. */
  readonly signature: string;
}

export interface CertificateShelfOptions {
  /** Directory of pairs. */
  readonly directory: string;
  /** The pair that the host shows when no other is for a connector. */
  readonly fallback: CertificateSource;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

// More are not worth memory: each is a certificate that a change on disk took away.
const MOST_FORMER = 50;

/** The certificates of this host as they are on disk. A bad change keeps what was there before. */
export class CertificateShelf {
  #entries: ReadonlyMap<string, Entry> = new Map();
  #former: readonly HostCertificate[] = [];
  #strays: readonly string[] = [];

  constructor(private readonly options: CertificateShelfOptions) {}

  get entries(): readonly ShelfEntry[] {
    return [...this.#entries.values()];
  }

  get former(): readonly HostCertificate[] {
    return this.#former;
  }

  /** What is wrong with the files, whole sentences. */
  get problems(): readonly string[] {
    return [...this.#strays, ...this.entries.flatMap(({ problem }) => problem ?? [])];
  }

  /** Reads what has changed on disk; `again: true` reads everything. Answers with the certificates that are new. */
  async scan({ again }: { readonly again: boolean }): Promise<readonly HostCertificate[]> {
    const { directory, fallback } = this.options;
    const found = await findSources(directory);
    const entries = new Map<string, Entry>();
    for (const source of [fallback, ...found.sources]) {
      const key = keyOf(source);
      entries.set(
        key,
        await this.#readEntry(source, again ? undefined : this.#entries.get(key), this.#entries.get(key)),
      );
    }
    const before = certificatesOf(this.#entries);
    const now = certificatesOf(entries);
    this.#entries = entries;
    this.#strays = found.problems;
    this.#remember(before, now);
    return now.filter(({ fingerprint }) => !before.some((one) => one.fingerprint === fingerprint));
  }

  async #readEntry(source: CertificateSource, known: Entry | undefined, before: Entry | undefined): Promise<Entry> {
    const signature = await signatureOf([source.certFile, source.keyFile]);
    if (known?.signature === signature) return known;
    const read = await readPair(source);
    const kept = before?.certificate ?? null;
    const fault = read.ok ? this.#expiryFault(read.certificate, kept) : read.problem;
    if (read.ok && fault === undefined) {
      const problem = (await isOpenToOthers(source)) ? openKey(source) : null;
      return { source, signature, certificate: read.certificate, problem, unusableName: null };
    }
    const unusableName = (read.ok ? read.certificate.exchangeName : read.exchangeName) ?? null;
    const stays = kept === null ? "It is not used." : `The one until ${isoDay(kept.notAfter)} stays in use.`;
    const problem = `Certificate ${source.label} ${fault}. ${stays}`;
    return { source, signature, certificate: kept, problem, unusableName };
  }

  /** An old certificate is better than a new one whose time is over, or has not come. */
  #expiryFault(next: HostCertificate, kept: HostCertificate | null): string | undefined {
    if (kept === null || kept.fingerprint === next.fingerprint) return undefined;
    return dateFault(next, this.options.now());
  }

  #remember(before: readonly HostCertificate[], now: readonly HostCertificate[]): void {
    const isHere = ({ fingerprint }: HostCertificate) => now.some((one) => one.fingerprint === fingerprint);
    const gone = before.filter((one) => !isHere(one));
    const others = this.#former.filter((one) => !isHere(one));
    this.#former = [...gone, ...others].slice(0, MOST_FORMER);
  }
}

function keyOf({ origin, label }: CertificateSource): string {
  return `${origin === "directory" ? "directory" : "default"}:${label}`;
}

function certificatesOf(entries: ReadonlyMap<string, Entry>): readonly HostCertificate[] {
  return [...entries.values()].flatMap(({ certificate }) => certificate ?? []);
}

async function readPair(source: CertificateSource): Promise<ReadCertificate> {
  const { label, origin } = source;
  try {
    return readHostCertificate({ ...(await readSource(source)), label, origin });
  } catch (error) {
    return { ok: false, problem: `cannot be read: ${(error as Error).message.replace(/\.$/, "")}` };
  }
}

function openKey({ label, keyFile }: CertificateSource): string {
  return `The key of certificate ${label} can be read by other users: chmod 600 ${keyFile}.`;
}
