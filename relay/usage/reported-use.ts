import type { Owner } from "../../model";
import type { Counts, UsageCell } from "./usage-cell";

/** How long something was watched, and what came of it. Times are epoch milliseconds. */
export interface ReportedUse extends Counts {
  /** Since when every use of it was counted. */
  readonly since: number;
}

export interface ReportedClient extends Counts {
  /** An address, or a block of them once the range has many clients. */
  readonly client: string;
}

export interface ReportedRange extends ReportedUse {
  readonly range: string;
  /** No longer a range of the connector. */
  readonly isGone: boolean;
  readonly clients: readonly ReportedClient[];
}

export interface ReportedRight extends ReportedUse {
  /** `preset:Group`, or the id of a ConnectorPermission. */
  readonly entry: string;
  /** Null: a permission group stands for several principals. */
  readonly principal: string | null;
  readonly right: string;
  /** False: it works on every message unseen, and is never called unused. */
  readonly isObservable: boolean;
  readonly isGone: boolean;
  /** Of a ConnectorPermission that somebody declared. */
  readonly owner: Owner | null;
}

export interface ReportedPrincipal extends Counts {
  readonly principal: string;
}

/** What would have been refused by a connector that is observed only. */
export interface ReportedRefusal extends Counts {
  /** A reason of a decision: `no-relay-right`. */
  readonly reason: string;
  readonly clients: readonly ReportedClient[];
}

export interface ReportedConnector extends ReportedUse {
  readonly connectorId: string;
  readonly name: string;
  readonly isGone: boolean;
  readonly isEnabled: boolean;
  readonly owner: Owner | null;
  readonly ranges: readonly ReportedRange[];
  readonly principals: readonly ReportedPrincipal[];
  readonly rights: readonly ReportedRight[];
  /** Null: it is not observed only. Recipients are counted, and messages that would be too large. */
  readonly observed: {
    /** Epoch milliseconds: since when it is observed. */
    readonly since: number;
    readonly refusals: readonly ReportedRefusal[];
  } | null;
}

export interface ReportedAccount extends ReportedUse {
  readonly username: string;
  readonly isEnabled: boolean;
  readonly owner: Owner | null;
}

export function useOf(cell: UsageCell | undefined, since: number): ReportedUse {
  return { since: Math.max(since, cell?.since ?? 0), ...countsOf(cell) };
}

export function countsOf(cell: UsageCell | undefined): Counts {
  if (cell === undefined) return UNUSED;
  const { messages, recipients, relayed, bytes, firstUse, lastUse } = cell;
  return { messages, recipients, relayed, bytes, firstUse, lastUse };
}

const UNUSED: Counts = { messages: 0, recipients: 0, relayed: 0, bytes: 0, firstUse: null, lastUse: null };
