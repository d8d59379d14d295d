import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { StoreError } from "./store-error";

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;
// NIST SP 800-38D §8.2.2: 96 random bits are good for 2^32 seals with one key.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = "aes-256-gcm";
const FORM = "v1";

/** Encrypts secrets that a host must be able to read again, with AES-256-GCM. A sealed text names its key, never tells it. */
export class SecretBox {
  readonly #key: Buffer;
  /** First bytes of the key's SHA-256, as hex: tells a wrong key from a damaged value. */
  readonly keyId: string;

  constructor(key: Buffer) {
    this.#key = key;
    this.keyId = createHash("sha256").update(key).digest("hex").slice(0, 16);
  }

  /** `v1.KEY.NONCE.BYTES`, the last two in base64url. Equal texts are sealed differently each time. */
  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce);
    const bytes = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return [FORM, this.keyId, nonce.toString("base64url"), bytes.toString("base64url")].join(".");
  }

  /** @throws StoreError RELAY_SECRETS_KEY_WRONG when the text is sealed with another key; its bytes are not judged */
  requireKey(sealed: string): void {
    const [form, keyId] = sealed.split(".");
    if (form === FORM && keyId !== undefined && keyId !== this.keyId) throw wrongKey(keyId, this.keyId);
  }

  /** @throws StoreError RELAY_SECRETS_KEY_WRONG for another key's text, RELAY_STORE_DAMAGED for one that was changed */
  open(sealed: string): string {
    const [form, keyId, nonce = "", bytes = ""] = sealed.split(".");
    if (form !== FORM || keyId === undefined) throw damaged();
    if (keyId !== this.keyId) throw wrongKey(keyId, this.keyId);
    try {
      return this.#decipher(Buffer.from(nonce, "base64url"), Buffer.from(bytes, "base64url"));
    } catch {
      throw damaged();
    }
  }

  #decipher(nonce: Buffer, bytes: Buffer): string {
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  }
}

function wrongKey(wanted: string, given: string): StoreError {
  return new StoreError(
    "RELAY_SECRETS_KEY_WRONG",
    `A stored password is sealed with the key ${wanted}, but secrets.key holds the key ${given}. Put the file back that belongs to this data directory.`,
  );
}

function damaged(): StoreError {
  return new StoreError(
    "RELAY_STORE_DAMAGED",
    "A sealed password in the config store was changed or cut. Set the password of that send connector again.",
  );
}
