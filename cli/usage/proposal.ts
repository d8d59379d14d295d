import type { Unused } from "./find-unused";

type Owner = Unused["owner"];

/** One thing that can be narrower, with what was seen. */
export type Edit =
  | {
      readonly kind: "ranges";
      readonly connector: string;
      /** remoteIpRanges as they should be. */
      readonly ranges: readonly string[];
      readonly owner: Owner;
      /** A line each. */
      readonly evidence: readonly string[];
    }
  | {
      readonly kind: "group";
      readonly connector: string;
      /** Leaves permissionGroups. */
      readonly group: string;
      readonly owner: Owner;
      readonly evidence: readonly string[];
    }
  | {
      readonly kind: "rights";
      readonly connector: string;
      readonly principal: string;
      /** Leave the entry. */
      readonly rights: readonly string[];
      /** What is left of it; nothing: the entry goes. */
      readonly left: readonly string[];
      readonly owner: Owner;
      readonly evidence: readonly string[];
    };

/** An edit that is not proposed, and why. */
export interface RejectedEdit {
  readonly edit: Edit;
  readonly why: string;
}
