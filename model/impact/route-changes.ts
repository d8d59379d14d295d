import { OWN_DOMAINS, knownAddressSpace } from "../address-space";
import type { SendConnectorSettings } from "../settings";
import type { Snapshot } from "../snapshot";
import type { RouteChange, RouteEnd } from "./impact-report";
import { mailExamples } from "./mail-examples";
import { MailTree, type MailPlace } from "./mail-tree";
import type { RelayWorld } from "./relay-world";
import { acceptedNames } from "./scope-names";

interface Sides {
  readonly before: RelayWorld;
  readonly after: RelayWorld;
}

/** Domains whose mail leaves elsewhere, by where it left and leaves. */
export function routeChanges({ before, after }: Sides): readonly RouteChange[] {
  const spaces = new Set([before, after].flatMap(addressSpaces));
  // `--` is a route of each own domain.
  const own = spaces.has(OWN_DOMAINS) ? [before, after].flatMap((world) => acceptedNames({ world })) : [];
  const named = [...spaces].filter((domain) => domain !== OWN_DOMAINS && domain !== "*");
  const tree = new MailTree({ names: [...named, ...own], kept: named, special: [] });
  const changes = mailExamples(tree, "recipient").map((example) => changeOf({ before, after }, example));
  const keys = changes.map((change) => JSON.stringify(change));
  const listed = tree.places.filter(
    ({ isKept, parent }, place) => changes[place] !== undefined && (isKept || keys[place] !== keys[parent]),
  );
  const byChange = Map.groupBy(listed, (place) => keys[tree.places.indexOf(place)] as string);
  return [...byChange].map(([key, places]) => ({
    domains: places.map(spell).sort(),
    ...(JSON.parse(key) as Omit<RouteChange, "domains">),
  }));
}

function addressSpaces({ state }: RelayWorld): readonly string[] {
  return [...state.sendConnectors.values()].flatMap(({ settings }) =>
    settings.addressSpaces.map((space) => knownAddressSpace(space).domain),
  );
}

function changeOf({ before, after }: Sides, example: string | undefined): Omit<RouteChange, "domains"> | undefined {
  if (example === undefined) return undefined;
  const domain = example.slice(example.lastIndexOf("@") + 1);
  const ends = { before: endOf(before.snapshot, domain), after: endOf(after.snapshot, domain) };
  return JSON.stringify(ends.before) === JSON.stringify(ends.after) ? undefined : ends;
}

function endOf({ routes }: Snapshot, domain: string): RouteEnd | null {
  const connector = routes.route(domain);
  if (connector === undefined) return null;
  const { name, settings } = connector;
  return { sendConnector: name, nextHops: nextHops(settings), tls: tlsLevel(settings) };
}

function nextHops({ dnsRoutingEnabled, port, smartHosts }: SendConnectorSettings): readonly string[] {
  if (!dnsRoutingEnabled) return smartHosts;
  return [port === 25 ? "MX" : `MX:${port}`];
}

function tlsLevel({ requireTls, ignoreStartTls, tlsAuthLevel }: SendConnectorSettings): string {
  if (!requireTls && ignoreStartTls) return "None";
  return tlsAuthLevel ?? (requireTls ? "EncryptionOnly" : "Opportunistic");
}

function spell({ name }: MailPlace): string {
  if (name.kind === "domain") return name.domain;
  return name.kind === "below" ? `*.${name.domain}` : "*";
}
