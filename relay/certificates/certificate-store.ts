import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { SecureContext } from "node:tls";
import { isCurrent } from "./certificate-dates";
import { CertificateShelf, type ShelfEntry } from "./certificate-shelf";
import type { CertificateSource } from "./certificate-sources";
import { certificateNotices, certificateWarnings } from "./certificate-warnings";
import { chooseCertificate, type CertificateStock, type ChosenCertificate } from "./choose-certificate";
import { ClientAuthorities } from "./client-authorities";
import { FileWatch } from "./file-watch";
import type { HostCertificate } from "./host-certificate";
import type {
  CertificateReport,
  CertificateToInstall,
  ConnectorNames,
  HostCertificates,
  InstallOutcome,
} from "./host-certificates";
import { installPair } from "./install-pair";
import { reportEntry, reportFormer } from "./report-certificates";
import { type HandshakeWish, TlsContexts } from "./tls-contexts";
import { unusableName } from "./unusable-name";

export interface CertificateStoreOptions {
  /** Directory of pairs; made when it is not there. */
  readonly directory: string;
  /** The pair that is shown when no other is for a connector. */
  readonly fallback: CertificateSource;
  /** PEM file of the authorities whose client certificates are believed; null: those that Node knows. */
  readonly clientCaFile: string | null;
  /** Name of connectors without fqdn. */
  readonly hostName: string;
  readonly log: CertificateLog;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds. @default 10000 */
  readonly pollInterval?: number;
}

export interface CertificateLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const POLL_INTERVAL = 10_000;

/** The certificates of a host: read from disk, followed as they change there, chosen for connectors. */
export class CertificateStore implements HostCertificates {
  readonly #options: CertificateStoreOptions;
  readonly #shelf: CertificateShelf;
  readonly #authorities: ClientAuthorities;
  readonly #contexts = new TlsContexts();
  #watch: FileWatch | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #reported: readonly string[] = [];

  private constructor(options: CertificateStoreOptions) {
    this.#options = options;
    this.#shelf = new CertificateShelf(options);
    this.#authorities = new ClientAuthorities(options.clientCaFile);
  }

  /** @throws Error for the operator when the host's own pair, or the file of authorities, cannot be used. */
  static async open(options: CertificateStoreOptions): Promise<CertificateStore> {
    await mkdir(options.directory, { recursive: true, mode: 0o700 });
    const store = new CertificateStore(options);
    await store.reload();
    const fault = store.#defaultEntry.certificate === null ? store.#defaultEntry.problem : store.#authorities.problem;
    if (fault !== null) throw new Error(fault);
    store.#follow();
    return store;
  }

  /** Reads everything again, changed or not. */
  reload(): Promise<void> {
    return this.#queue(() => this.#scan({ again: true }));
  }

  /** The certificate of a connector as of now. */
  choose({ tlsCertificateName, fqdn }: Omit<ConnectorNames, "name">): ChosenCertificate {
    const { hostName, now } = this.#options;
    return chooseCertificate(this.#stock, { tlsCertificateName, fqdn: fqdn ?? hostName }, now());
  }

  /** What a handshake of a connector's client uses. */
  contextFor(connector: Omit<ConnectorNames, "name">, wish: HandshakeWish): SecureContext {
    return this.#contexts.of(this.choose(connector).certificate, wish);
  }

  /** The certificate that is shown when no other is for a connector. */
  get fallback(): HostCertificate {
    return this.#defaultEntry.certificate as HostCertificate;
  }

  list(): readonly CertificateReport[] {
    const at = this.#options.now();
    const { entries, former } = this.#shelf;
    return [...entries.map((entry) => reportEntry(entry, at)), ...former.map(reportFormer)];
  }

  problems(): readonly string[] {
    const { problem } = this.#authorities;
    return problem === null ? this.#shelf.problems : [...this.#shelf.problems, problem];
  }

  warnings(connectors: readonly ConnectorNames[]): readonly string[] {
    const shown = connectors.map((connector) => ({ connector, chosen: this.choose(connector) }));
    return certificateWarnings(shown, this.#options.now());
  }

  notices(connector: ConnectorNames): readonly string[] {
    return certificateNotices({ connector, chosen: this.choose(connector) }, this.#options.now());
  }

  judgeName(tlsCertificateName: string): string | null {
    return unusableName(tlsCertificateName, { entries: this.#shelf.entries, at: this.#options.now() });
  }

  install(pair: CertificateToInstall, namesInUse: readonly string[]): Promise<InstallOutcome> {
    return this.#queue(async () => {
      const { directory, now } = this.#options;
      const others = this.#stock.present.filter(({ origin, label }) => origin !== "directory" || label !== pair.name);
      const isElsewhere = (name: string) => others.some((one) => one.exchangeName === name && isCurrent(one, now()));
      const before = this.#present(pair.name)?.certificate?.exchangeName;
      const needed = namesInUse.filter((name) => name === before && !isElsewhere(name));
      const problem = await installPair(pair, { directory, needed, at: now() });
      if (problem !== undefined) return { ok: false, problem };
      await this.#scan({ again: false });
      return { ok: true, report: reportEntry(this.#present(pair.name) as ShelfEntry, now()) };
    });
  }

  close(): void {
    this.#watch?.close();
  }

  get #defaultEntry(): ShelfEntry {
    return this.#shelf.entries[0] as ShelfEntry;
  }

  get #stock(): CertificateStock {
    const present = this.#shelf.entries.flatMap(({ certificate }) => certificate ?? []);
    return { present, former: this.#shelf.former, fallback: this.fallback };
  }

  #present(label: string): ShelfEntry | undefined {
    return this.#shelf.entries.find(({ source }) => source.origin === "directory" && source.label === label);
  }

  #follow(): void {
    const { directory, fallback, clientCaFile, pollInterval = POLL_INTERVAL } = this.#options;
    // The self-made pair lies beside files that change all the time, and nobody renews it.
    const given = fallback.origin === "self-made" ? [] : [fallback.certFile, fallback.keyFile];
    const files = [...given, ...(clientCaFile === null ? [] : [clientCaFile])];
    this.#watch = new FileWatch({
      directories: [directory, ...files.map(dirname)],
      onChange: () => void this.#queue(() => this.#scan({ again: false })),
      pollInterval,
    });
  }

  async #scan(how: { readonly again: boolean }): Promise<void> {
    const added = await this.#shelf.scan(how);
    if (await this.#authorities.scan(how)) this.#contexts.authorities = this.#authorities.pem;
    const { log } = this.#options;
    for (const { label, exchangeName, fingerprint, notAfter } of added) {
      log.info(
        { name: label, tlsCertificateName: exchangeName, fingerprint, notAfter: new Date(notAfter) },
        "certificate loaded",
      );
    }
    const problems = this.problems();
    for (const problem of problems) if (!this.#reported.includes(problem)) log.warn({}, problem);
    this.#reported = problems;
  }

  /** One at a time: a pair that is being installed is not read half-way. */
  #queue<Value>(work: () => Promise<Value>): Promise<Value> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => undefined);
    return run;
  }
}
