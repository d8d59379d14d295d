import { parseMailAddress, type MailAddress } from "./mail-address";
import { RecentReadings } from "./recent-readings";

/** A mailbox of a From or Sender field: its address, or null where the text is not one. */
export interface HeaderMailbox {
  readonly address: MailAddress | null;
  /** What stood there, for logs. */
  readonly text: string;
}

/** The pieces of an address list that end a mailbox or matter inside of it (RFC 5322 §3.4). */
interface Token {
  readonly kind: "angle" | "text" | "comment" | "comma" | "group-start" | "group-end" | "broken";
  readonly text: string;
}

// Comments nest, so they are read by hand; everything else is one alternative of this pattern.
const PIECE = /"(?:[^"\\]|\\[^])*"|<[^<>]*>|\[[^[\]]*\]|[,;:]|[^",;:<>()[\]]+|[^]/y;

const RECENT = {
  ascii: new RecentReadings<readonly HeaderMailbox[]>(),
  "utf-8": new RecentReadings<readonly HeaderMailbox[]>(),
} as const;

/**
 * Mailboxes of one From or Sender field, in order. Comments and display names are dropped, groups opened. A list that
 * cannot be read whole has one mailbox without address, so that whoever judges it must refuse.
 */
export function headerMailboxes(value: string, letters: "ascii" | "utf-8" = "ascii"): readonly HeaderMailbox[] {
  return RECENT[letters].get(value) ?? RECENT[letters].keep(value, readMailboxes(value, letters));
}

function readMailboxes(value: string, letters: "ascii" | "utf-8"): readonly HeaderMailbox[] {
  const tokens = tokenize(value);
  if (tokens.some(({ kind }) => kind === "broken")) return [{ address: null, text: value }];
  return splitMailboxes(tokens).map((mailbox) => toMailbox(mailbox, letters));
}

function tokenize(value: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < value.length;) {
    const token = readToken(value, index);
    tokens.push(token.kind === "comment" ? { kind: "text", text: " " } : token);
    // Reading on after a lone quote would look for its partner again and again.
    if (token.kind === "broken") return tokens;
    index += token.text.length;
  }
  return tokens;
}

function readToken(value: string, index: number): Token {
  if (value[index] === "(") {
    const end = endOfComment(value, index);
    return { kind: end === undefined ? "broken" : "comment", text: value.slice(index, end) };
  }
  PIECE.lastIndex = index;
  const text = PIECE.exec(value)?.[0] ?? "";
  return { kind: kindOf(text), text };
}

function kindOf(piece: string): Token["kind"] {
  if (piece === ",") return "comma";
  if (piece === ":") return "group-start";
  if (piece === ";") return "group-end";
  if (piece.startsWith("<") && piece.length > 1) return "angle";
  // A lone quote, bracket or parenthesis: its partner is missing.
  return /^["<>()]$/.test(piece) ? "broken" : "text";
}

/** Index after a comment that starts at `start`, undefined when it never ends. */
function endOfComment(value: string, start: number): number | undefined {
  let depth = 0;
  for (let index = start; index < value.length; index++) {
    const character = value[index];
    if (character === "\\") index++;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return index + 1;
  }
  return undefined;
}

/** Tokens of each mailbox. A group's name is dropped; what is blank between separators is no mailbox (RFC 5322 §4.4). */
function splitMailboxes(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const mailboxes: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "comma" || token.kind === "group-end") mailboxes.push([]);
    else if (token.kind === "group-start") mailboxes[mailboxes.length - 1] = [];
    else mailboxes.at(-1)?.push(token);
  }
  return mailboxes.filter((mailbox) => mailbox.some(({ text }) => text.trim() !== ""));
}

function toMailbox(tokens: readonly Token[], letters: "ascii" | "utf-8"): HeaderMailbox {
  const text = tokens.map((token) => token.text).join("");
  const angles = tokens.filter(({ kind }) => kind === "angle");
  if (angles.length === 0) return { address: readAddress(text, letters), text: text.trim() };
  const isLast = tokens.slice(tokens.indexOf(angles[0] as Token) + 1).every((token) => token.text.trim() === "");
  return { address: isLast ? readAddress(angles[0]?.text.slice(1, -1) ?? "", letters) : null, text: text.trim() };
}

/** No address is longer, and looking for white space in a long text takes its square. */
const LONGEST_ADDRESS_TEXT = 1024;

// White space may stand around the dots and the at sign of an old address (RFC 5322 §4.4), quoted strings keep theirs.
function readAddress(text: string, letters: "ascii" | "utf-8"): MailAddress | null {
  if (text.length > LONGEST_ADDRESS_TEXT) return null;
  const compact = text.replace(/("(?:[^"\\]|\\[^])*")|\s*([.@])\s*|^\s+|\s+$/g, "$1$2");
  const parsed = parseMailAddress(compact, { letters });
  return parsed.ok ? parsed.address : null;
}
