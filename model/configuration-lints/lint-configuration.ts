import { entriesByConnector } from "../entries-by-connector";
import { expiryNotice, hasExpired } from "../expiry";
import { type LintWarning, lintConnector } from "../lints";
import { lintObserved } from "../observed/observed-notice";
import type { ConfigState, StoredObject } from "../stored-object";
import type { ConfigurationLint } from "./configuration-lint";
import { lintCoveredDomains } from "./lint-covered-domains";
import { lintEntry } from "./lint-entries";
import { lintHiddenRanges } from "./lint-hidden-ranges";
import { lintIdleSendConnectors } from "./lint-idle-send-connectors";
import { lintRedundantRanges } from "./lint-redundant-ranges";
import { lintSupersededRanges } from "./lint-superseded-ranges";
import { RangeMatches } from "./range-matches";

type Connector = StoredObject<"ReceiveConnector">;

export interface LintContext {
  readonly state: ConfigState;
  /** Epoch milliseconds: what has expired then grants nothing. */
  readonly at: number;
}

/**
 * Everything about a configuration that deserves a second look: of each connector what lintConnector says, then what
 * only its neighbours show, then its entries; then accepted domains and send connectors. In the order of the objects.
 */
export function lintConfiguration({ state, at }: LintContext): readonly ConfigurationLint[] {
  const matches = new RangeMatches(state);
  const about = { state, at, matches };
  return [
    ...[...state.receiveConnectors.values()].flatMap((connector) => [
      ...lintOneConnector(connector, about),
      ...lintEntriesOf(connector, about),
    ]),
    ...lintCoveredDomains(state).map(({ domain, ...lint }) => ({
      ...objectOf(domain, domain.settings.domainName),
      ...lint,
    })),
    ...lintIdleSendConnectors(state).map(({ connector, ...lint }) => ({
      ...objectOf(connector, connector.settings.name),
      ...lint,
    })),
  ];
}

interface About extends LintContext {
  readonly matches: RangeMatches;
}

function lintOneConnector(connector: Connector, about: About): readonly ConfigurationLint[] {
  const { settings } = connector;
  const permissions = (entriesByConnector(about.state.connectorPermissions).get(connector.id) ?? []).map(
    (entry) => entry.settings,
  );
  const lints = [
    ...lintConnector({ settings, permissions }),
    ...lintHiddenRanges(connector, about),
    ...lintSupersededRanges(connector, about),
    ...lintRedundantRanges(connector, about.matches),
    ...lintExpiry(connector, about.at),
    ...lintObserved(connector, about.at),
  ];
  return lints.map((lint) => ({ ...objectOf(connector, settings.name), ...lint }));
}

function lintExpiry({ kind, settings }: Connector, at: number): readonly LintWarning[] {
  if (!hasExpired(settings, at)) return [];
  const notice = expiryNotice({ kind, name: settings.name, settings }, at) ?? "";
  return [{ lint: "expired-connector", property: "expiresAt", message: `expiresAt ${notice}` }];
}

function lintEntriesOf(connector: Connector, { state, at }: About): readonly ConfigurationLint[] {
  const entries = entriesByConnector(state.connectorPermissions).get(connector.id) ?? [];
  return entries.flatMap((entry) => {
    const lint = lintEntry(entry, { state, connector, entries, at });
    return lint === undefined ? [] : [{ ...objectOf(entry, connector.settings.name), ...lint }];
  });
}

function objectOf({ kind, id }: StoredObject, name: string): Pick<ConfigurationLint, "kind" | "id" | "name"> {
  return { kind, id, name };
}
