import type { ExtendedRight } from "../model";

/** A right on a connector that no program declared: made by hand, through the control API. */
export interface UnmanagedEntry {
  readonly id: string;
  readonly revision: number;
  readonly principal: string;
  readonly access: "Allow" | "Deny";
  readonly extendedRights: readonly ExtendedRight[];
  readonly updatedBy: string | null;
  /** RFC 3339. */
  readonly updatedAt: string;
}
