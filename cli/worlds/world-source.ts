import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";

/** Where a configuration is to be read from. */
export type WorldSource =
  /** Null: the host of the connection options. */
  | { readonly kind: "host"; readonly endpoint: string | null }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "git"; readonly revision: string; readonly path: string }
  /** A host with nothing on it. */
  | { readonly kind: "empty" };

/** The forms, for help texts. */
export const WORLD_SOURCES =
  "host, https://HOST:PORT, a config document, git:REV:PATH of one, empty, or the output of pulumi preview --json --show-sames; - reads stdin";

/** Reads how a user names a configuration. @throws CommandError (usage) */
export function worldSource(text: string): WorldSource {
  if (text === "host") return { kind: "host", endpoint: null };
  if (text === "empty") return { kind: "empty" };
  if (/^https?:\/\//i.test(text)) return { kind: "host", endpoint: text };
  if (!text.startsWith("git:")) return { kind: "file", file: text };
  const [, revision = "", path = ""] = /^git:([^:]*):(.*)$/su.exec(text) ?? [];
  // A revision that begins with - would be an option of git's.
  if (/^[^\s\p{C}-][^\s\p{C}]*$/u.test(revision) && /^[^\p{C}]+$/u.test(path)) return { kind: "git", revision, path };
  throw new CommandError(
    `${JSON.stringify(text)} names no file of a git revision: write git:REV:PATH, such as git:main:relay.json.`,
    EXIT.usage,
  );
}
