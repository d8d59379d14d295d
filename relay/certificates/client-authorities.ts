import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { readText, signatureOf } from "./certificate-sources";

/** The authorities whose client certificates are believed: those of a file, or the ones that Node knows. */
export class ClientAuthorities {
  #signature = "";
  #pem: string | undefined;
  #problem: string | null = null;

  /** Null: the authorities that Node knows, those of NODE_EXTRA_CA_CERTS included. */
  constructor(private readonly file: string | null) {}

  /** PEM texts for a TLS context; undefined: those that Node knows. */
  get pem(): string | undefined {
    return this.#pem;
  }

  /** Whole sentence; null when the file is as it should be. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Reads the file when it has changed; a bad one keeps what was read before. Answers whether there is a new set. */
  async scan({ again }: { readonly again: boolean }): Promise<boolean> {
    const { file } = this;
    if (file === null) return false;
    const signature = await signatureOf([file]);
    if (!again && signature === this.#signature) return false;
    this.#signature = signature;
    try {
      const pem = readAuthorities(await readText(file), file);
      const isNew = pem !== this.#pem;
      [this.#pem, this.#problem] = [pem, null];
      return isNew;
    } catch (error) {
      const before = this.#pem === undefined ? "" : " The ones read before stay in use.";
      this.#problem = `--client-ca: ${(error as Error).message}${before}`;
      return false;
    }
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function readAuthorities(text: string, file: string): string {
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) throw new Error(`${file} holds no PEM certificate.`);
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      throw new Error(`Certificate ${index + 1} in ${file} cannot be read: ${(cause as Error).message}`, { cause });
    }
  }
  const pem = blocks.join("\n");
  createSecureContext({ ca: pem });
  return pem;
}
