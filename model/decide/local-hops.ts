import type { Snapshot } from "../snapshot";
import type { HeaderField } from "./facts";
import type { SessionPolicy } from "./session-policy";

/** How many `Received` fields this host wrote itself, under its own name or the fqdn of any of its connectors. */
export function countLocalHops({ hostName, ownName, snapshot }: SessionPolicy, fields: readonly HeaderField[]): number {
  const received = fields.filter(({ name }) => name.toLowerCase() === "received");
  if (received.length === 0) return 0;
  const names = fqdnsOf(snapshot.connectors);
  const isLocal = (name: string) => name === ownName || name === hostName.toLowerCase() || names.has(name);
  return received.filter(({ value }) => writers(value).some(isLocal)).length;
}

// RFC 5321 §4.4: `by` and a name. A HELO name may be "by", so every such pair counts.
function writers(value: string): readonly string[] {
  return Array.from(value.matchAll(/(?:^|\s)by(?=\s+([^\s;()]{1,255}))/gi), ([, name = ""]) =>
    name.toLowerCase().replace(/\.$/, ""),
  );
}

const FQDNS = new WeakMap<Snapshot["connectors"], ReadonlySet<string>>();

function fqdnsOf(connectors: Snapshot["connectors"]): ReadonlySet<string> {
  const known = FQDNS.get(connectors);
  if (known !== undefined) return known;
  const names = new Set([...connectors.values()].flatMap(({ settings: { fqdn } }) => fqdn?.toLowerCase() ?? []));
  FQDNS.set(connectors, names);
  return names;
}
