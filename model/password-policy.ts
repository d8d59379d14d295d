import type { Failure } from "./failure";
import type { Kind } from "./settings";

const SHORTEST = 8;
const LONGEST = 256;

/** Kinds that have a password beside their settings. */
export function hasPassword(kind: Kind): kind is "RelayUser" | "SendConnector" {
  return kind === "RelayUser" || kind === "SendConnector";
}

/** A password as it was given, and what it is for. */
export interface PasswordSubject {
  /** Of an account here, or for an account at another host: then its rules are that host's. */
  readonly of: "account" | "other-host";
  readonly password: unknown;
  readonly username: string | null;
  /** Path of the password in the input. */
  readonly property: string;
}

/** Everything that is wrong with a password. No message repeats it, not even in part. */
export function judgePassword({ of, password, username, property }: PasswordSubject): readonly Failure[] {
  const complaint = typeof password === "string" ? complain(password, of, username) : "is not a text: write a string.";
  if (complaint === undefined) return [];
  return [{ code: "RELAY_PASSWORD_INVALID", property, message: `${property} ${complaint}` }];
}

function complain(password: string, of: PasswordSubject["of"], username: string | null): string | undefined {
  const shortest = of === "account" ? SHORTEST : 1;
  // In characters as people count them, not in UTF-16 units.
  const length = [...password].length;
  if (length < shortest || length > LONGEST) {
    return `has ${length} characters: use ${shortest} to ${LONGEST}.`;
  }
  // RFC 4616 §2 ends fields with NUL, and no keyboard sends the others on purpose.
  if (/\p{Cc}/u.test(password)) return "holds a control character, such as a line break at its end: leave it out.";
  if (!password.isWellFormed()) return "is not valid Unicode text: half of a surrogate pair stands alone.";
  if (of === "account" && isSame(password, username)) return "is the username: choose another password.";
  return undefined;
}

function isSame(password: string, username: string | null): boolean {
  return username !== null && password.toLowerCase() === username.toLowerCase();
}
