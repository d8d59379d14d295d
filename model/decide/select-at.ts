import type { LocalEndpoint, Selection, Snapshot } from "../snapshot";

export interface SelectQuestion {
  readonly local: LocalEndpoint;
  /** Canonical client address. */
  readonly client: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The connector at a moment: a held range ends on time even when nobody has built the next snapshot yet. */
export function selectAt(snapshot: Snapshot, { local, client, at }: SelectQuestion): Selection | undefined {
  const selection = snapshot.select(local, client);
  if (selection === undefined || selection.held === null || at < selection.held.until) return selection;
  return selection.held.successor ?? undefined;
}
