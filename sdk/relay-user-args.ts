import type * as pulumi from "@pulumi/pulumi";
import type { RelayGroup } from "./relay-group";

/** Inputs of a {@link RelayUser}. */
export interface RelayUserArgs {
  /**
   * Name for SMTP AUTH and for permissions: at most 64 characters without a backslash, unique with the group names without regard to case.
   * @default the resource's name
   */
  username?: pulumi.Input<string> | undefined;
  /**
   * Whether the account may log in.
   * @default true
   */
  enabled?: pulumi.Input<boolean> | undefined;
  /**
   * Free text for people.
   * @default ""
   */
  comment?: pulumi.Input<string> | undefined;
  /**
   * Relay groups that the account belongs to.
   * @default []
   */
  groups?: pulumi.Input<pulumi.Input<string>[]> | readonly (RelayGroup | pulumi.Input<string>)[] | undefined;
  /**
   * Addresses, and domains exactly, that the account may send as beside what its rights say (Exchange's Send As).
   * @default []
   */
  allowedSenders?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * SHA-256 fingerprints of client certificates that stand for the account in STARTTLS.
   * @default []
   */
  clientCertificates?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * How long the former password stays good after a new one is set.
   * @default "00:00:00"
   */
  passwordOverlap?: pulumi.Input<string> | undefined;
  /**
   * The password for AUTH: 8 to 256 characters. Always kept as a secret; the host stores a hash and never answers it. Left
   * out, the program says nothing about a password; taken out again, the account has none.
   */
  password?: pulumi.Input<string> | undefined;
  /**
   * Who answers for the account.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why the account exists.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Where the account was asked for.
   * @default null
   */
  ticket?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
