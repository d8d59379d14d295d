import type { LocalEndpoint } from "../../snapshot";
import type { ProbeIdentity, ProbeSession } from "../relay-probe";
import { listWords } from "./list-words";

/** Who a client proves to be: `anonymous`, `account crm`. */
export function identityWords(identity: ProbeIdentity): string {
  switch (identity.kind) {
    case "anonymous":
      return "anonymous";
    case "account":
      return `account ${identity.username}${identity.by === "certificate" ? " by certificate" : ""}`;
    case "directory-account":
      return identity.group === null ? "any directory account" : `directory accounts of group ${identity.group}`;
    case "partner":
      return `partner ${identity.domain}`;
  }
}

/** Sessions, those alike but for TLS as one: `anonymous`, `account crm with TLS`. */
export function sessionsWords(sessions: readonly ProbeSession[], most?: number): string {
  const byIdentity = Map.groupBy(sessions, ({ identity }) => identityWords(identity));
  const words = [...byIdentity].map(([identity, alike]) => `${identity}${tlsWords(alike)}`);
  return listWords(words, most);
}

/** Nothing where TLS makes no difference. */
function tlsWords(alike: readonly ProbeSession[]): string {
  const isKnown = (wanted: boolean) => alike.some(({ tls }) => tls === wanted);
  if (isKnown(true) && isKnown(false)) return "";
  return isKnown(true) ? " with TLS" : " without TLS";
}

/** `192.0.2.1:25`, `[2001:db8::1]:25`. */
export function endpointWords({ address, port }: LocalEndpoint): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

export function endpointsWords(endpoints: readonly LocalEndpoint[], most?: number): string {
  return listWords(endpoints.map(endpointWords), most);
}
