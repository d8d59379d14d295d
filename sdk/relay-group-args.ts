import type * as pulumi from "@pulumi/pulumi";

/** Inputs of a {@link RelayGroup}. */
export interface RelayGroupArgs {
  /**
   * Name for accounts and permissions: at most 64 characters without a backslash, unique with the account names without regard to case.
   * @default the resource's name
   */
  name?: pulumi.Input<string> | undefined;
  /**
   * Free text for people.
   * @default ""
   */
  comment?: pulumi.Input<string> | undefined;
  /**
   * Who answers for the group.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why the group exists.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Where the group was asked for.
   * @default null
   */
  ticket?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
