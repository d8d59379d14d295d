import { lowerAscii } from "../ascii-case";
import { parseIpAddress } from "../ip-address";
import { rangeContains } from "../ip-range";
import { parseMailAddress } from "../mail-address";
import type { LocalEndpoint } from "../snapshot";
import type { MailPattern } from "./mail-class";
import type { RelayBox } from "./relay-box";
import type { ProbeIdentity, ProbeSession, RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";

/** Whether a probe is in a box, written apart from everything that makes boxes. `worlds`: what the box was made of. */
export function isInBox(box: RelayBox, probe: RelayProbe, worlds: readonly RelayWorld[]): boolean {
  const client = parseIpAddress(probe.client);
  const local = standInEndpoint(probe.local, worlds);
  const session = standInSession(probe.session, worlds);
  return (
    client !== undefined &&
    box.addresses.some((range) => rangeContains(range, client)) &&
    box.endpoints.some((endpoint) => endpoint.address === local.address && endpoint.port === local.port) &&
    box.sessions.some((one) => keyOfSession(one) === keyOfSession(session)) &&
    box.senders.some(({ pattern }) => isOfPattern(pattern, probe.sender)) &&
    box.recipients.some(({ pattern }) => isOfPattern(pattern, probe.recipient)) &&
    hasLetters(box, probe)
  );
}

function hasLetters({ internationalized }: RelayBox, { sender, recipient }: RelayProbe): boolean {
  const isBeyond = /[^\0-\x7f]/.test(sender + recipient);
  return internationalized === "too" || isBeyond === (internationalized === "only");
}

/** Local addresses that nothing is bound to are the wildcard. */
export function standInEndpoint(local: LocalEndpoint, worlds: readonly RelayWorld[]): LocalEndpoint {
  const bound = worlds.flatMap(({ snapshot }) => snapshot.bindings);
  const isV6 = local.address.includes(":");
  const spelt = isV6 ? `[${local.address}]:${local.port}` : `${local.address}:${local.port}`;
  return bound.includes(spelt) ? local : { address: isV6 ? "::" : "0.0.0.0", port: local.port };
}

/** Who has nothing to show that any world knows is a stranger. */
function standInSession({ tls, identity }: ProbeSession, worlds: readonly RelayWorld[]): ProbeSession {
  const isKnown = (is: (world: RelayWorld) => boolean) => worlds.some(is);
  const anonymous: ProbeSession = { tls, identity: { kind: "anonymous" } };
  switch (identity.kind) {
    case "partner": {
      const hasDomainSecure = isKnown(
        ({ state, snapshot }) =>
          [...state.receiveConnectors.values(), ...state.releases].some(
            ({ settings }) => settings.domainSecureEnabled,
          ) && snapshot.transport.tlsReceiveDomainSecureList.includes(identity.domain),
      );
      return hasDomainSecure ? { tls, identity } : anonymous;
    }
    case "directory-account": {
      const { group } = identity;
      const isGroup = isKnown(({ snapshot }) => group !== null && snapshot.users.groupNamed(group) !== undefined);
      return isGroup ? { tls, identity } : { tls, identity: { kind: "directory-account", group: null } };
    }
    case "account": {
      const { username, by } = identity;
      const isShown =
        by === "password" || isKnown(({ snapshot }) => snapshot.users.certificateOf(username) !== undefined);
      return isShown ? { tls, identity } : anonymous;
    }
    case "anonymous":
      return anonymous;
  }
}

function keyOfSession({ tls, identity }: ProbeSession): string {
  return JSON.stringify([tls, keyOfIdentity(identity)]).toLowerCase();
}

function keyOfIdentity(identity: ProbeIdentity): readonly (string | null)[] {
  switch (identity.kind) {
    case "anonymous":
      return ["anonymous"];
    case "account":
      return ["account", identity.by, identity.username];
    case "directory-account":
      return ["directory", identity.group];
    case "partner":
      return ["partner", identity.domain];
  }
}

/** What the documentation of MailPattern says. */
export function isOfPattern(pattern: MailPattern, address: string): boolean {
  if (address === "") return pattern.kind === "null";
  if (address.toLowerCase() === "postmaster") return pattern.kind === "postmaster";
  const parsed = parseMailAddress(address, { letters: "utf-8" });
  if (!parsed.ok) return false;
  const { text, domain, isLiteral } = parsed.address;
  const isExcepted = (except: readonly string[]) => except.some((entry) => isOfEntry(entry, { text, domain }));
  switch (pattern.kind) {
    case "null":
    case "postmaster":
      return false;
    case "literal":
      return isLiteral;
    case "address":
      return isOfEntry(pattern.address, { text, domain });
    case "domain":
      return isOfEntry(pattern.domain, { text, domain }) && !isExcepted(pattern.except);
    case "below":
      return isOfEntry(`*.${pattern.domain}`, { text, domain }) && !isExcepted(pattern.except);
    case "single-label":
      return !isLiteral && !domain.includes(".") && !isExcepted(pattern.except);
    case "other": {
      if (isLiteral && pattern.exceptKinds?.includes("literal")) return false;
      if (!domain.includes(".") && !isLiteral && pattern.exceptKinds?.includes("single-label")) return false;
      return !isExcepted(pattern.except);
    }
  }
}

function isOfEntry(entry: string, { text, domain }: { readonly text: string; readonly domain: string }): boolean {
  if (entry.includes("@")) return lowerAscii(entry) === lowerAscii(text);
  return entry.startsWith("*.") ? domain.endsWith(entry.slice(1)) : domain === entry;
}
