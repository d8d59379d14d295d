import type * as Client from "../client";
import type { ConnectionSettings } from "./connection-settings";
import { ControlHost } from "./control-host";
import { ProviderError } from "./provider-error";
import type { RelayHost } from "./relay-host";
import type { Run } from "./run";

// Long enough for a host that restarts; all attempts of a write end before its deadline (run.ts).
const PATIENT = { attempts: 6, timeout: 8_000 };
const HASTY = { attempts: 1, timeout: 3_000 };

/**
 * Makes the host's client. Nothing is sent yet. The client's libraries are loaded here and not with the provider, whose
 * loading every command waits for.
 *
 * @throws ProviderError when endpoint, token or CA certificate cannot be used as configured
 */
export async function connect(settings: ConnectionSettings, run: Run): Promise<RelayHost> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late, and import() would want file extensions
  const client = require("../client") as typeof Client;
  const endpoint = settle(() => client.settleControlEndpoint(settings, {}));
  return new ControlHost({
    client,
    settings,
    run,
    patient: client.createControlClient(endpoint, PATIENT),
    hasty: client.createControlClient(endpoint, HASTY),
  });
}

function settle(read: () => Client.ControlEndpoint): Client.ControlEndpoint {
  try {
    return read();
  } catch (error) {
    throw new ProviderError(`${(error as Error).message} (relay:endpoint, relay:token, relay:caCert)`, {
      cause: error,
    });
  }
}
