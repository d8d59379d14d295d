import { lowerAscii } from "../../ascii-case";
import type { MailClass, MailPattern } from "../mail-class";
import { listWords } from "./list-words";

/** Senders in words: `any sender but <>`, `any sender at contoso.com`. */
export function sendersWords(classes: readonly MailClass[], most?: number): string {
  return mailWords(classes, { one: "sender", others: OTHER_SENDERS }, most);
}

/** Recipients in words: `any recipient but at contoso.com`. */
export function recipientsWords(classes: readonly MailClass[], most?: number): string {
  return mailWords(classes, { one: "recipient", others: [] }, most);
}

// A recipient is never null, and at a literal always refused.
const OTHER_SENDERS: readonly MailPattern["kind"][] = ["null"];

interface Role {
  readonly one: "sender" | "recipient";
  /** Patterns that are told when `any` does not include them. */
  readonly others: readonly MailPattern["kind"][];
}

function mailWords(classes: readonly MailClass[], { one, others }: Role, most?: number): string {
  const patterns = classes.map(({ pattern }) => pattern);
  const open = patterns.find((pattern) => pattern.kind === "other");
  const named = patterns.filter((pattern) => pattern.kind !== "other");
  if (open === undefined) return listWords(wordsOf(named, one), most);
  const missing = [
    ...others.filter((kind) => !named.some((pattern) => pattern.kind === kind)).map(() => "<>"),
    ...leftOut(patterns),
    ...(one === "sender" ? (open.exceptKinds ?? []) : [])
      .filter((kind) => !named.some((pattern) => pattern.kind === kind))
      .map((kind) => (kind === "literal" ? "at address literals" : "at names of one label")),
  ];
  return missing.length === 0 ? `any ${one}` : `any ${one} but ${listWords(missing, most)}`;
}

/** Names that patterns leave out and that no other of them puts back, shortest list first. */
function leftOut(patterns: readonly MailPattern[]): readonly string[] {
  const there = new Set(patterns.map(scopeSpelling).filter((text) => text !== undefined));
  const names = patterns.flatMap((pattern) => ("except" in pattern ? pattern.except : []));
  return [...new Set(names.map(lowerAscii))].filter((name) => !there.has(name)).map(scopeWords);
}

function scopeSpelling(pattern: MailPattern): string | undefined {
  if (pattern.kind === "address") return lowerAscii(pattern.address);
  if (pattern.kind === "domain") return pattern.domain;
  if (pattern.kind === "below") return `*.${pattern.domain}`;
  return pattern.kind === "null" ? "<>" : undefined;
}

function scopeWords(scope: string): string {
  if (scope.startsWith("*.")) return `below ${scope.slice(2)}`;
  return scope.includes("@") || scope === "<>" ? scope : `at ${scope}`;
}

function wordsOf(patterns: readonly MailPattern[], one: Role["one"]): readonly string[] {
  const missing = leftOut(patterns);
  const words = patterns.map((pattern) => patternWords(pattern, one));
  return missing.length === 0 ? words : [...words.slice(0, -1), `${words.at(-1)} (but ${listWords(missing)})`];
}

function patternWords(pattern: MailPattern, one: Role["one"]): string {
  switch (pattern.kind) {
    case "null":
      return "<>";
    case "address":
      return pattern.address;
    case "domain":
      return `any ${one} at ${pattern.domain}`;
    case "below":
      return `any ${one} below ${pattern.domain}`;
    case "literal":
      return `any ${one} at an address literal`;
    case "single-label":
      return `any ${one} at a name of one label`;
    case "postmaster":
      return "<postmaster>";
    case "other":
      return `any other ${one}`;
  }
}
