import type { ReceiveConnectorSettings } from "../settings";
import type { EnforcedConnector, StoredObject } from "../stored-object";

type Connector = StoredObject<"ReceiveConnector">;
type Permission = StoredObject<"ConnectorPermission">;

export interface ObservedWrite {
  /** The connector before the write; null: there was none. */
  readonly before: Connector | null;
  /** Its explicit entries before the write. */
  readonly entries: readonly Permission[];
  readonly settings: ReceiveConnectorSettings;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * What goes on being enforced after a write of these settings: what was enforced before, as long as observeOnly is set.
 * Undefined: the settings are enforced.
 */
export function enforcedAfter({ before, entries, settings, now }: ObservedWrite): EnforcedConnector | undefined {
  if (!settings.observeOnly) return undefined;
  if (before === null) return { ...NOTHING, since: now };
  if (before.enforced !== undefined) return before.enforced;
  const { selectionRevision, relayLimitedTo } = before;
  return {
    settings: before.settings,
    selectionRevision,
    relayLimitedTo,
    entries: entries.map(plainEntry),
    declaredRanges: declaredRangesOf(before),
    since: now,
  };
}

const NOTHING: Omit<EnforcedConnector, "since"> = {
  settings: null,
  selectionRevision: 0,
  relayLimitedTo: null,
  entries: [],
  declaredRanges: [],
};

function declaredRangesOf(connector: Connector): readonly string[] {
  const { ownership } = connector as { readonly ownership?: { readonly declaredRanges: readonly string[] } | null };
  return ownership?.declaredRanges ?? [];
}

/** Without what a host keeps of its making, the proof of ownership above all. */
function plainEntry(entry: Permission): Permission {
  const { kind, id, settings, revision, selectionRevision, owner, relayLimitedTo, secretVersion } = entry;
  return { kind, id, settings, revision, selectionRevision, owner, relayLimitedTo, secretVersion };
}

/** A connector that enforces this from now on; undefined: its settings. */
export function withEnforced<C extends Connector>(connector: C, enforced: EnforcedConnector | undefined): C {
  if (connector.enforced === enforced) return connector;
  if (enforced !== undefined) return { ...connector, enforced };
  const next: { enforced?: EnforcedConnector } & C = { ...connector };
  delete next.enforced;
  return next;
}
