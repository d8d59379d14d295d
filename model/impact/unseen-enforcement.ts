import type { ConfigState } from "../stored-object";
import type { UnknownValue } from "./relay-world";

/**
 * Connectors that are only observed, where nothing says what is enforced meanwhile: a config document does not. Whatever it
 * is may relay.
 */
export function unseenEnforcement({ receiveConnectors }: ConfigState): readonly UnknownValue[] {
  return [...receiveConnectors.values()]
    .filter(({ settings, enforced }) => settings.observeOnly && enforced === undefined)
    .map(({ settings }) => ({ object: `ReceiveConnector ${JSON.stringify(settings.name)}`, property: "observeOnly" }));
}
