import type { Sample, SampleConnector } from "./samples";

/** A client that tries to send one mail. */
export interface Probe {
  readonly client: string;
  readonly local: { readonly address: string; readonly port: number };
  readonly tls: boolean;
  /** Logs in; the account's own address is user@contoso.com. */
  readonly login: boolean;
  readonly from: string;
  readonly to: string;
}

export interface Outcome {
  readonly connector: string | null;
  readonly accepted: boolean;
}

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const USERS = "NT AUTHORITY\\Authenticated Users";
const SECURED = "MS Exchange\\Externally Secured Servers";

/**
 * Exchange's rules over the records of an export, by exchange-model §2 to §4 and §6.2, written for this test alone: it
 * shares no line with the model.
 */
export function askExchange({ connectors, domains }: Sample, probe: Probe): Outcome {
  const connector = choose(connectors, probe);
  if (connector === undefined) return { connector: null, accepted: false };
  return { connector: connector.name, accepted: accepts(connector, domains, probe) };
}

function choose(connectors: readonly SampleConnector[], { client, local }: Probe): SampleConnector | undefined {
  const address = valueOf(client);
  const family = familyOf(client);
  let best: { readonly connector: SampleConnector; readonly size: bigint } | undefined;
  for (const connector of connectors) {
    if (connector.enabled === false) continue;
    const isBound = connector.bindings.some((binding) => {
      const isWildcard = binding.address === "0.0.0.0" || binding.address === "::";
      return (
        familyOf(binding.address) === family &&
        binding.port === local.port &&
        (isWildcard || binding.address === local.address)
      );
    });
    if (!isBound) continue;
    for (const [first, last] of connector.ranges) {
      if (familyOf(first) !== family || address < valueOf(first) || address > valueOf(last)) continue;
      const size = valueOf(last) - valueOf(first);
      if (best === undefined || size < best.size) best = { connector, size };
    }
  }
  return best?.connector;
}

function accepts(connector: SampleConnector, domains: readonly string[], probe: Probe): boolean {
  const { mechanisms, requireTls } = connector;
  if (probe.login) {
    if (!mechanisms.includes("BasicAuth")) return false;
    if (!probe.tls && (mechanisms.includes("BasicAuthRequireTLS") || requireTls)) return false;
  }
  const identity = probe.login ? USERS : mechanisms.includes("ExternalAuthoritative") ? SECURED : ANONYMOUS;
  const holds = (right: string) => holdsRight(connector, identity, right);
  if (!holds("Submit")) return false;
  if (requireTls && !probe.tls) return false;
  const own = isOwn(domains, probe.from);
  const isOwnAddress = probe.login && probe.from === "user@contoso.com";
  const maySend = probe.from === "" || isOwnAddress || (own ? holds("Own-Sender") : holds("Any-Sender"));
  return maySend && (isOwn(domains, probe.to) || holds("Any-Recipient"));
}

// One deny of any identity of the session beats every allow.
function holdsRight({ entries }: SampleConnector, identity: string, right: string): boolean {
  const about = entries.filter(
    ({ user, rights }) => (user === identity || user === "Everyone") && rights.includes(right),
  );
  return about.length > 0 && about.every(({ deny }) => deny !== true);
}

function isOwn(domains: readonly string[], address: string): boolean {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domains.some((own) => (own.startsWith("*.") ? domain.endsWith(own.slice(1)) : domain === own));
}

export function familyOf(text: string): 4 | 6 {
  return text.includes(":") ? 6 : 4;
}

/** An address as a number. */
export function valueOf(text: string): bigint {
  if (!text.includes(":")) return text.split(".").reduce((value, part) => value * 256n + BigInt(part), 0n);
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const [front, back] = [groups(head), groups(tail ?? "")];
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => "0");
  return [...front, ...zeros, ...back].reduce((value, part) => value * 65_536n + BigInt(`0x${part}`), 0n);
}

/** The text of a number of a family; null outside it. */
export function addressText(family: 4 | 6, value: bigint): string | null {
  if (value < 0n || value >= 1n << (family === 4 ? 32n : 128n)) return null;
  const [bits, count] = family === 4 ? [8n, 4] : [16n, 8];
  const parts = Array.from(
    { length: count },
    (_, index) => (value >> (bits * BigInt(count - 1 - index))) & ((1n << bits) - 1n),
  );
  return family === 4 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":");
}
