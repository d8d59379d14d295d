// Straight from its file: the client's libraries are loaded later, with the first call.
import { type ConnectionSettings, connectionSettings } from "../client/connection-settings";
import type { ProviderConfig } from "./dynamic-provider";
import { isUnknown } from "./unknown-value";

export type { ConnectionSettings, TokenSource } from "../client/connection-settings";

/** Where this provider's host is; an explicit provider's inputs may be unknown while a preview runs. */
export function readConnectionSettings(config: ProviderConfig, env: NodeJS.ProcessEnv): ConnectionSettings {
  return connectionSettings((key) => {
    const value = config.get(key);
    return isUnknown(value) ? undefined : value;
  }, env);
}
