import type * as pulumi from "@pulumi/pulumi";
import type { RelayGroupSettings } from "../model";
import type { RelayGroupArgs } from "./relay-group-args";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof RelayGroupSettings, undefined>> = {
  name: undefined,
  comment: undefined,
  owner: undefined,
  reason: undefined,
  ticket: undefined,
};

/** A group of accounts, for permissions to name. */
export class RelayGroup extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.RelayGroup;

  declare readonly name: pulumi.Output<string>;
  declare readonly comment: pulumi.Output<string>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;
  declare readonly ticket: pulumi.Output<string | null>;

  constructor(name: string, args: RelayGroupArgs, opts?: pulumi.CustomResourceOptions) {
    super({ kind: "RelayGroup", name, settings: { ...args, name: args.name ?? name }, outputs: OUTPUTS }, opts);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RelayGroup {
    return new RelayGroup(name, {}, { ...opts, id });
  }

  /** Whether a value is a RelayGroup, also one of another copy of this package. */
  static override isInstance(value: unknown): value is RelayGroup {
    return isOfType(value, RelayGroup.__pulumiType);
  }
}
