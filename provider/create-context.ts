import { connect } from "./connect";
import { type ConnectionSettings, readConnectionSettings } from "./connection-settings";
import { DeclaredSet } from "./declared-set";
import type { ProviderConfig } from "./dynamic-provider";
import { HostView } from "./host-view";
import { ImpactView } from "./impact-view";
import { createNotices } from "./notices";
import type { ProviderContext } from "./provider-context";
import type { RelayHost } from "./relay-host";
import type { Run } from "./run";
import { RunRegistry } from "./run-registry";

/** What a context is made of. */
export interface ContextParts {
  readonly run: Run;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a line for the user. */
  readonly print: (line: string) => void;
  /** @default the host's control API */
  readonly connect?: (settings: ConnectionSettings, run: Run) => Promise<RelayHost>;
}

/** Joins what the providers of one process share. */
export function createContext(parts: ContextParts): ProviderContext {
  const { promise: ready, resolve } = Promise.withResolvers<ConnectionSettings>();
  let connection: Promise<RelayHost> | undefined;
  const host = async () => {
    const settings = await ready;
    return (connection ??= (parts.connect ?? connect)(settings, parts.run));
  };
  const registry = new RunRegistry();
  const notices = createNotices(parts.print);
  return {
    registry,
    notices,
    host,
    view: new HostView({ host, registry, notices }),
    impact: new ImpactView({ host, notices }),
    declaredSet: new DeclaredSet({ host, declared: () => registry.declared() }),
    configure: (config: ProviderConfig) => resolve(readConnectionSettings(config, parts.env)),
  };
}
