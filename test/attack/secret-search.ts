import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every way in which a secret could stand in a text. */
function spellings(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, "utf8");
  const texts = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    [...secret].reverse().join(""),
  ];
  // In the middle of other base64, its letters depend on where it begins.
  const inside = [1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return padded.slice(before === 1 ? 2 : 3, -4);
  });
  return [...texts, ...inside].map((text) => Buffer.from(text, "utf8"));
}

/** Finds planted secrets, however they are spelt, in outputs and files. */
export class SecretSearch {
  readonly #secrets: readonly { readonly name: string; readonly spellings: readonly Buffer[] }[];
  /** Bytes that were searched. */
  searched = 0;

  /** @param secrets By what they are. */
  constructor(secrets: Readonly<Record<string, string>>) {
    this.#secrets = Object.entries(secrets).map(([name, secret]) => ({ name, spellings: spellings(secret) }));
  }

  /** Names of the secrets in a text or bytes, each with where. */
  find(where: string, content: string | Buffer): readonly string[] {
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    this.searched += bytes.length;
    const found = this.#secrets.filter(({ spellings: all }) => all.some((spelling) => bytes.includes(spelling)));
    return found.map(({ name }) => `${name} in ${where}`);
  }

  /** The same for every file below a folder, but those that are there to hold a secret. */
  findInFiles(folder: string, keepsSecret: (path: string) => boolean): readonly string[] {
    return filesBelow(folder)
      .filter((path) => !keepsSecret(path.slice(folder.length + 1)))
      .flatMap((path) => this.find(path, readFileSync(path)));
  }
}

/** Files below a folder, at any depth. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
