import type * as pulumi from "@pulumi/pulumi";
import type { AcceptedDomainSettings, AcceptedDomainType } from "../model";
import type { AcceptedDomainArgs } from "./accepted-domain-args";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof AcceptedDomainSettings, undefined>> = {
  domainName: undefined,
  domainType: undefined,
  matchSubDomains: undefined,
  allowWideRelay: undefined,
  owner: undefined,
  reason: undefined,
  ticket: undefined,
};

/** A domain whose mail the host takes from everybody who may submit. */
export class AcceptedDomain extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.AcceptedDomain;

  declare readonly domainName: pulumi.Output<string>;
  declare readonly domainType: pulumi.Output<AcceptedDomainType>;
  declare readonly matchSubDomains: pulumi.Output<boolean>;
  declare readonly allowWideRelay: pulumi.Output<string | null>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;
  declare readonly ticket: pulumi.Output<string | null>;

  constructor(name: string, args: AcceptedDomainArgs, opts?: pulumi.CustomResourceOptions) {
    super({ kind: "AcceptedDomain", name, settings: { ...args }, outputs: OUTPUTS }, opts);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AcceptedDomain {
    return new AcceptedDomain(name, {} as AcceptedDomainArgs, { ...opts, id });
  }

  /** Whether a value is a AcceptedDomain, also one of another copy of this package. */
  static override isInstance(value: unknown): value is AcceptedDomain {
    return isOfType(value, AcceptedDomain.__pulumiType);
  }
}
