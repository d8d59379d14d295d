/** What a program says about itself with a request; the host writes it to its audit log. */
export interface DeclaredBy {
  /** `organisation/project/stack`. */
  readonly stack?: string | undefined;
  readonly logicalId?: string | undefined;
  /** With an update: the stack that owns the object from now on, where `stack` is its name in state. */
  readonly declaredStack?: string | undefined;
  readonly ownerToken?: string | undefined;
  readonly run?: { readonly id: string; readonly startedAt: number; readonly deadline: number } | undefined;
  readonly commit?: string | undefined;
  readonly program?: string | undefined;
  /** `index.ts:42`, where the program declares the object. */
  readonly declaredAt?: string | undefined;
  readonly adoptExisting?: boolean | undefined;
  /** Why this must be written although the configuration is frozen. */
  readonly breakGlass?: string | undefined;
  /** `id.epoch` of the installation that must answer. */
  readonly installation?: string | undefined;
}

/** The `Relay-*` headers of a request. Values are percent-encoded: names of resources may hold any letter. */
export function relayHeaders(by: DeclaredBy): Record<string, string> {
  const values: Record<string, string | undefined> = {
    "Relay-Stack": by.stack,
    "Relay-Logical-Id": by.logicalId,
    "Relay-Declared-Stack": by.declaredStack,
    "Relay-Owner-Token": by.ownerToken,
    "Relay-Run": by.run?.id,
    "Relay-Run-Started": by.run?.startedAt.toString(),
    "Relay-Deadline": by.run?.deadline.toString(),
    "Relay-Commit": by.commit,
    "Relay-Program": by.program,
    "Relay-Declared-At": by.declaredAt,
    "Relay-Adopt-Existing": by.adoptExisting === true ? "true" : undefined,
    "Relay-Break-Glass": by.breakGlass,
    "Relay-Installation": by.installation,
  };
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, encodeURI(value)]));
}
