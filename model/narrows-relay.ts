import { isPublicSuffix } from "./public-suffix";

/** Whether the host takes mail for a domain from anybody; lower-case A-labels. */
export type IsAcceptedDomain = (domain: string) => boolean;

/** A label that no domain has, so that it stands for every name below a wildcard. */
const ANY_LABEL = "*";

/**
 * Whether onlyRecipients keeps a connector from being a relay: every entry is, or is at, a domain that the host accepts
 * anyway. A wildcard directly below a public suffix narrows nothing.
 */
export function narrowsRelay(onlyRecipients: readonly string[] | null, isAcceptedDomain: IsAcceptedDomain): boolean {
  // A preview may not know it yet.
  return Array.isArray(onlyRecipients) && onlyRecipients.every((entry: string) => isAccepted(entry, isAcceptedDomain));
}

function isAccepted(entry: string, isAcceptedDomain: IsAcceptedDomain): boolean {
  if (!entry.startsWith("*.")) return isAcceptedDomain(entry.slice(entry.lastIndexOf("@") + 1));
  const above = entry.slice(2);
  return !isPublicSuffix(above) && isAcceptedDomain(`${ANY_LABEL}.${above}`);
}
