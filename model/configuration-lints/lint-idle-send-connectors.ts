import { knownAddressSpace } from "../address-space";
import type { LintWarning } from "../lints";
import { type RankedRoute, compareRoutes } from "../route-recipient";
import type { ConfigState, StoredObject } from "../stored-object";
import { listTexts } from "./list-texts";

type SendConnector = StoredObject<"SendConnector">;

/** Enabled send connectors that no mail takes: others are cheaper, or come first by name, for all of their spaces. */
export function lintIdleSendConnectors({
  sendConnectors,
}: ConfigState): readonly (LintWarning & { readonly connector: SendConnector })[] {
  const enabled = [...sendConnectors.values()].filter(({ settings }) => settings.enabled);
  const takers = takersOf(enabled);
  return enabled.flatMap((connector) => {
    const domains = connector.settings.addressSpaces.map((space) => knownAddressSpace(space).domain);
    if (domains.some((domain) => takers.get(domain) === connector)) return [];
    const lost = domains.map((domain) => `${domain} to ${JSON.stringify(takers.get(domain)?.settings.name)}`);
    const message = `addressSpaces is ${listTexts(connector.settings.addressSpaces)}: no mail goes this way, it loses ${listTexts(lost)}.`;
    return [{ connector, lint: "idle-send-connector", property: "addressSpaces", message }];
  });
}

/** The connector that gets the mail of each space's domain. */
function takersOf(enabled: readonly SendConnector[]): ReadonlyMap<string, SendConnector> {
  const best = new Map<string, { readonly cost: number; readonly connector: SendConnector }>();
  for (const connector of enabled) {
    for (const { domain, cost } of connector.settings.addressSpaces.map(knownAddressSpace)) {
      const other = best.get(domain);
      if (other === undefined || compareRoutes(rank(cost, connector), rank(other.cost, other.connector)) < 0) {
        best.set(domain, { cost, connector });
      }
    }
  }
  return new Map(Array.from(best, ([domain, { connector }]) => [domain, connector]));
}

function rank(cost: number, { id, settings }: SendConnector): RankedRoute {
  return { cost, connector: { id, name: settings.name } };
}
