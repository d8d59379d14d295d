import { dirname } from "node:path";
import { dateFault } from "./certificate-dates";
import { type CertificateSource, readSource, signatureOf } from "./certificate-sources";
import { FileWatch } from "./file-watch";
import { readHostCertificate } from "./host-certificate";
import type { TlsIdentity } from "./load-certificate";

export interface FollowedPairOptions {
  readonly source: CertificateSource;
  /** The pair as it was read last. */
  readonly current: TlsIdentity;
  /** There is another good one. */
  readonly onChange: (next: TlsIdentity) => void;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds. @default 10000 */
  readonly pollInterval?: number;
}

/** Tells of each good change of one pair of files; a bad one is logged, and changes nothing. */
export class FollowedPair {
  readonly #watch: FileWatch;
  #current: TlsIdentity;
  #signature: string | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowedPairOptions) {
    const { source, current, pollInterval = 10_000 } = options;
    this.#current = current;
    this.#watch = new FileWatch({
      directories: [dirname(source.certFile), dirname(source.keyFile)],
      onChange: () => void this.reload(),
      pollInterval,
    });
  }

  /** Looks at the files now. */
  reload(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look());
    return this.#turn;
  }

  close(): void {
    this.#watch.close();
  }

  async #look(): Promise<void> {
    const { source, onChange, log, now } = this.options;
    const signature = await signatureOf([source.certFile, source.keyFile]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    const { label, origin } = source;
    try {
      const { cert, key } = await readSource(source);
      if (cert === this.#current.cert && key === this.#current.key) return;
      const read = readHostCertificate({ cert, key, label, origin });
      const fault = read.ok ? dateFault(read.certificate, now()) : read.problem;
      if (fault !== undefined) return log.warn({}, `Certificate ${label} ${fault}. The one before it stays in use.`);
      this.#current = { cert, key };
      onChange(this.#current);
      log.info({ name: label }, "certificate loaded");
    } catch (error) {
      log.warn({}, `Certificate ${label}: ${(error as Error).message} The one before it stays in use.`);
    }
  }
}
