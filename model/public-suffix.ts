import { getPublicSuffix } from "tldts";

/**
 * True when unrelated parties own the names below this domain: a top-level domain, or an entry of the Public Suffix
 * List, its private section (`github.io`) included. `domain` is lower-case A-labels; a name with one label always is one.
 */
export function isPublicSuffix(domain: string): boolean {
  if (!domain.includes(".")) return true;
  return getPublicSuffix(domain, { allowPrivateDomains: true, extractHostname: false }) === domain;
}
