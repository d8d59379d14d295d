import type * as pulumi from "@pulumi/pulumi";
import type { AcceptedDomainType } from "../model";

/** Inputs of a {@link AcceptedDomain}. Names and values follow Exchange's New-AcceptedDomain. */
export interface AcceptedDomainArgs {
  /** The domain: contoso.com exactly, *.contoso.com any depth below it, or * everything. */
  domainName: pulumi.Input<string>;
  /**
   * Whether the domain's mailboxes are all ours, partly ours, or somebody's whom we relay for; all three accept mail.
   * @default "Authoritative"
   */
  domainType?: pulumi.Input<AcceptedDomainType> | undefined;
  /**
   * Whether every domain below it is meant too.
   * @default false
   */
  matchSubDomains?: pulumi.Input<boolean> | undefined;
  /**
   * Why a wildcard on everything, a top-level domain or a public suffix is meant; without it such a domain is refused.
   * @default null
   */
  allowWideRelay?: pulumi.Input<string | null> | undefined;
  /**
   * Who answers for the domain.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why mail for the domain is taken.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Where the domain was asked for.
   * @default null
   */
  ticket?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
