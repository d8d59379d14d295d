import type { DeclaredSet } from "./declared-set";
import type { ProviderConfig } from "./dynamic-provider";
import type { HostView } from "./host-view";
import type { ImpactView } from "./impact-view";
import type { Notices } from "./notices";
import type { RelayHost } from "./relay-host";
import type { RunRegistry } from "./run-registry";

/** What the providers of all kinds share in one process. */
export interface ProviderContext {
  readonly registry: RunRegistry;
  readonly notices: Notices;
  readonly view: HostView;
  readonly impact: ImpactView;
  readonly declaredSet: DeclaredSet;
  /** Takes the configuration; the process gives the same one to every provider. Never throws. */
  configure(config: ProviderConfig): void;
  /**
   * The host. Waits for `configure`: the process caches a provider before it has configured it, so calls may come first.
   * @throws ProviderError when the configuration is of no use
   */
  host(): Promise<RelayHost>;
}
