import { type components, type ControlClient, dataOf } from "../../client";

export type ConnectorUsage = components["schemas"]["ConnectorUsage"];
export type AccountUsage = components["schemas"]["AccountUsage"];

/** Everything a host has counted. */
export interface HostUsage {
  /** RFC 3339: since when it counts without a gap. */
  readonly since: string;
  /** In order of names, those that are gone last. */
  readonly connectors: readonly ConnectorUsage[];
  readonly accounts: readonly AccountUsage[];
}

const PAGE = 200;

/** Asks for every page. @param connector Only this connector, and no accounts. */
export async function readUsage({ api }: ControlClient, connector?: string): Promise<HostUsage> {
  const named = connector === undefined ? {} : { connector };
  const connectors = await pages((after) =>
    dataOf(api.GET("/v1/usage", { params: { query: { ...named, ...after, limit: PAGE } } })),
  );
  const accounts =
    connector === undefined
      ? await pages((after) => dataOf(api.GET("/v1/usage/accounts", { params: { query: { ...after, limit: PAGE } } })))
      : { since: connectors.since, items: [] };
  return { since: connectors.since, connectors: connectors.items.toSorted(byName), accounts: accounts.items };
}

interface Page<Item> {
  readonly since: string;
  readonly items: readonly Item[];
  readonly next: string | null;
}

async function pages<Item>(
  ask: (after: { readonly after?: string }) => Promise<Page<Item>>,
): Promise<{ readonly since: string; readonly items: readonly Item[] }> {
  const first = await ask({});
  const items = [...first.items];
  let { since, next } = first;
  while (next !== null) {
    const page = await ask({ after: next });
    items.push(...page.items);
    // Counters may have been forgotten in between: only the later time is true of all.
    since = page.since > since ? page.since : since;
    next = page.next;
  }
  return { since, items };
}

function byName(one: ConnectorUsage, other: ConnectorUsage): number {
  if (one.isGone !== other.isGone) return one.isGone ? 1 : -1;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
