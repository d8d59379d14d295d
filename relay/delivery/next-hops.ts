import { formatHostPort, knownSmartHost, type SmartHost, type SnapshotSendConnector } from "../../model";
import type { DeliveryOptions } from "./delivery-options";
import type { Hop, HopTiers } from "./hop-order";
import type { PoolTarget } from "./host-pool";
import { findExchangeHosts, type ExchangeHost } from "./mail-exchangers";
import { isFault } from "./name-lookup";
import type { PoolRegistry } from "./pool-registry";
import type { HopError } from "./send-failure";

/** Where a lane's mail goes now, or why it cannot. */
export type NextHops =
  { readonly kind: "hosts"; readonly tiers: HopTiers } | { readonly kind: "never" | "later"; readonly reply: string };

export interface NextHopParts {
  readonly connector: SnapshotSendConnector;
  readonly pools: PoolRegistry;
  readonly options: Required<DeliveryOptions>;
}

/** Smart hosts: those with a weight share the mail, each of weight 0 waits in line behind them. */
export function smartHostTiers({ connector, pools, options }: NextHopParts): HopTiers {
  const hosts = connector.settings.smartHosts.map(knownSmartHost);
  const hop = (host: SmartHost): Hop => {
    const place = formatHostPort(host);
    const target: PoolTarget = {
      host: host.host,
      port: host.port,
      addresses: () => smartHostAddresses(host, { connector, options }),
    };
    return { pool: pools.of(connector, place, target), weight: host.weight };
  };
  const sharing = hosts.filter(({ weight }) => weight > 0);
  const spares = hosts.filter(({ weight }) => weight === 0);
  return [...(sharing.length > 0 ? [sharing.map(hop)] : []), ...spares.map((host) => [hop(host)])];
}

/** Hosts that the domain's MX records name (DNSRoutingEnabled). */
export async function exchangeHops(domain: string, parts: NextHopParts): Promise<NextHops> {
  const { connector, options } = parts;
  const { port, sourceIpAddress, fqdn } = connector.settings;
  const found = await findExchangeHosts(domain, {
    lookup: options.lookup,
    port,
    isOwnEndpoint: options.isOwnEndpoint,
    ownNames: [options.hostname, ...(fqdn === null ? [] : [fqdn])].map((name) => name.toLowerCase()),
    family: sourceIpAddress === null ? undefined : familyOf(sourceIpAddress),
  });
  if (found.kind !== "hosts") return found;
  return { kind: "hosts", tiers: found.tiers.map((tier) => tier.map((host) => exchangeHop(host, parts))) };
}

// The addresses belong to the place: when DNS names others, the health of the old ones says nothing about them.
function exchangeHop({ name, addresses }: ExchangeHost, { connector, pools }: NextHopParts): Hop {
  const { port } = connector.settings;
  const place = `${name} ${[...addresses].sort().join(" ")} ${port}`;
  const target = { host: name, port, addresses: () => Promise.resolve(addresses) };
  return { pool: pools.of(connector, place, target), weight: 1 };
}

async function smartHostAddresses(
  { host, port, family }: SmartHost,
  { connector, options: { lookup, isOwnEndpoint } }: Pick<NextHopParts, "connector" | "options">,
): Promise<readonly string[]> {
  const { sourceIpAddress } = connector.settings;
  const found = family === null ? await lookup.ownAddresses(host) : [host];
  if (isFault(found)) throw unresolved(found.text);
  const wanted = sourceIpAddress === null ? found : found.filter((one) => familyOf(one) === familyOf(sourceIpAddress));
  const others = wanted.filter((address) => !isOwnEndpoint(address, port));
  if (others.length > 0) return others;
  if (wanted.length > 0) throw unresolved(`${host}:${port} is this host itself: its mail would come straight back.`);
  throw unresolved(`${host} has no address of the family of sourceIpAddress ${sourceIpAddress}.`);
}

function unresolved(text: string): HopError {
  return Object.assign(new Error(text), { code: "EDNS" });
}

function familyOf(address: string): 4 | 6 {
  return address.includes(":") ? 6 : 4;
}
