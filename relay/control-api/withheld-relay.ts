import { objectName, type ObjectRecord, type RecordedState } from "../../model";
import type { AppliedProblem } from "../hot-apply";

const OPENING: ReadonlySet<string> = new Set(["ms-Exch-SMTP-Submit", "ms-Exch-SMTP-Accept-Any-Recipient"]);

/**
 * Why a right that a stack just wrote is not in force: with it, its connector would relay from a wide public range that
 * nobody gave a reason for. The engine writes connectors before their rights, so no later write of the run ends this.
 */
export function withheldRight(state: RecordedState, object: ObjectRecord): readonly AppliedProblem[] {
  const connector = connectorOf(state, object);
  if (connector === undefined || connector.relayLimitedTo === null || object.owner === null) return [];
  const message =
    `${objectName(state, object)} is withheld: with it, receive connector "${connector.settings.name}" would relay from a ` +
    `wide public range. Narrow remoteIpRanges of the connector, or say in its allowWideRelay why it is meant.`;
  return [{ message }];
}

function connectorOf(state: RecordedState, { kind, settings }: ObjectRecord) {
  if (kind !== "ConnectorPermission" || !("access" in settings) || settings.access !== "Allow") return undefined;
  if (!settings.extendedRights.some((right) => OPENING.has(right))) return undefined;
  return state.receiveConnectors.get(settings.connector);
}

/** A connector whose wide relay is withheld: normal for seconds during `pulumi up`, wrong after minutes. */
export interface WithheldConnector {
  readonly connector: ObjectRecord<"ReceiveConnector">;
  /** Epoch milliseconds of the last write to the connector or to one of its entries. */
  readonly since: number;
}

export function withheldConnectors(state: RecordedState): readonly WithheldConnector[] {
  const withheld = [...state.receiveConnectors.values()].filter(({ relayLimitedTo }) => relayLimitedTo !== null);
  if (withheld.length === 0) return [];
  const entries = [...state.connectorPermissions.values()];
  return withheld.map((connector) => {
    const own = entries.filter(({ settings }) => settings.connector === connector.id);
    return { connector, since: Math.max(connector.updatedAt, ...own.map(({ updatedAt }) => updatedAt)) };
  });
}
