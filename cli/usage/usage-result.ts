import type { ImpactReport } from "../../model";
import type { PatchOperation } from "./document-patch";
import type { UnusedReport } from "./find-unused";
import type { Edit, RejectedEdit } from "./proposal";
import type { HostUsage } from "./read-usage";
import type { UsageWindow } from "./usage-window";

/** Everything that `relayctl usage` found out. */
export interface UsageResult {
  readonly usage: HostUsage;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Only what connectors that are observed would refuse was asked for. */
  readonly isObserved?: true;
  /** Undefined: only the figures were asked for. */
  readonly idle?: { readonly window: UsageWindow; readonly report: UnusedReport };
  readonly proposal?: Proposal;
}

export interface Proposal {
  readonly edits: readonly Edit[];
  readonly rejected: readonly RejectedEdit[];
  readonly patch: readonly PatchOperation[];
  readonly typescript: string;
  readonly report: ImpactReport;
}
