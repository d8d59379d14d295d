/** An entry that the program declares, as its arguments spell it. */
export interface DeclaredEntry {
  readonly principal: string;
  readonly access: string;
  readonly extendedRights: readonly string[];
}

/** An entry as the program gave it: any of it may be an output. */
export interface EntryArguments {
  readonly principal: unknown;
  readonly access?: unknown;
  readonly extendedRights: unknown;
}

/**
 * Collects the permissions that a program declares on one connector. A right that was found on the host without a
 * declaration is revoked when the connector is updated, and the connector is updated before its permissions are even
 * registered; so it has to say itself which ones are about to be adopted.
 */
export class DeclaredEntries {
  private static readonly byConnector = new WeakMap<object, DeclaredEntries>();
  private readonly entries: DeclaredEntry[] = [];

  /** What is declared on a connector; undefined for one that another copy of this package made. */
  static of(connector: object): DeclaredEntries | undefined {
    return DeclaredEntries.byConnector.get(connector);
  }

  belongTo(connector: object): void {
    DeclaredEntries.byConnector.set(connector, this);
  }

  /**
   * Values that are outputs are left out: one that depends on the connector itself would wait for it for ever. Such an
   * entry is revoked and created again.
   */
  add({ principal, access = "Allow", extendedRights }: EntryArguments): void {
    if (typeof principal !== "string" || typeof access !== "string" || !isPlainList(extendedRights)) return;
    this.entries.push({ principal, access, extendedRights: [...extendedRights] });
  }

  /** Resolves after the constructors that run in one go with the connector's. */
  whenProgramHasRun(): Promise<readonly DeclaredEntry[]> {
    return new Promise((resolve) => setImmediate(() => resolve(this.entries)));
  }
}

function isPlainList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
