import type { ResourceKind, RelayHost } from "./relay-host";

// The engine registers resources in bursts, and ends without telling a provider.
const PAUSE_MS = 200;

/** What the declared set needs of its surroundings. */
export interface DeclaredSetParts {
  readonly host: () => Promise<RelayHost>;
  readonly declared: () => readonly { readonly kind: ResourceKind; readonly logicalId: string }[];
}

/**
 * Tells the host what the stack declares, so that it can point at objects that a run left behind. Only an update does
 * so, a moment after the last declaration; a host that does not answer costs the run nothing.
 */
export class DeclaredSet {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: DeclaredSetParts) {}

  /** A declaration of an update was checked. */
  grew(stack: string): void {
    this.timer ??= setTimeout(() => void this.send(stack), PAUSE_MS).unref();
    this.timer.refresh();
  }

  private async send(stack: string): Promise<void> {
    this.timer = undefined;
    try {
      await (await this.parts.host()).declare(stack, this.parts.declared());
    } catch {
      // The writes of this run say what is wrong with the host; this is only a hint to it.
    }
  }
}
