import { lowerAscii } from "../../ascii-case";
import type { MailPattern } from "../mail-class";

/**
 * Sets that an address, a domain, `*.domain` or `<>` stands for. Of two such sets one is within the other or they are
 * disjoint, so nothing more is needed to calculate with them.
 */

/** Whether everything that the first entry means is meant by the second. */
export function isScopeWithin(entry: string, other: string): boolean {
  const [inner, outer] = [lowerAscii(entry), lowerAscii(other)];
  if (inner === outer) return true;
  if (inner === "<>" || outer === "<>" || outer.includes("@")) return false;
  if (inner.includes("@")) return isDomainWithin(inner.slice(inner.lastIndexOf("@") + 1), outer);
  return outer.startsWith("*.") && inner.endsWith(outer.slice(1));
}

export function doScopesMeet(a: string, b: string): boolean {
  return isScopeWithin(a, b) || isScopeWithin(b, a);
}

function isDomainWithin(domain: string, outer: string): boolean {
  return domain === outer || (outer.startsWith("*.") && domain.endsWith(outer.slice(1)));
}

/** Whether the entries mean every address of the pattern. */
export function doScopesCover(entries: readonly string[], pattern: MailPattern): boolean {
  const base = scopeOf(pattern);
  return base !== undefined && entries.some((entry) => isScopeWithin(base, entry));
}

/** Whether the entries may mean some address of the pattern. */
export function doScopesTouch(entries: readonly string[], pattern: MailPattern): boolean {
  if (doScopesCover(entries, pattern)) return true;
  const except = "except" in pattern ? pattern.except : [];
  return entries.some((entry) => mayHold(pattern, entry) && !except.some((other) => isScopeWithin(entry, other)));
}

function mayHold(pattern: MailPattern, entry: string): boolean {
  const base = scopeOf(pattern);
  if (base !== undefined) return doScopesMeet(entry, base);
  if (entry === "<>") return false;
  if (pattern.kind === "single-label") return isSingleLabel(entry);
  // No scope means an address literal, or a bare postmaster.
  return pattern.kind === "other" && !(pattern.exceptKinds?.includes("single-label") === true && isSingleLabel(entry));
}

function isSingleLabel(entry: string): boolean {
  return !entry.slice(entry.lastIndexOf("@") + 1).includes(".");
}

/** The scope that a pattern is, or is a part of; undefined when it is of none. */
function scopeOf(pattern: MailPattern): string | undefined {
  switch (pattern.kind) {
    case "null":
      return "<>";
    case "address":
      return pattern.address;
    case "domain":
      return pattern.domain;
    case "below":
      return `*.${pattern.domain}`;
    case "other":
    case "literal":
    case "single-label":
    case "postmaster":
      return undefined;
  }
}
