import type * as pulumi from "@pulumi/pulumi";
import type { RelayUserSettings } from "../model";
import type { RelayUserArgs } from "./relay-user-args";
import { passwordInput } from "./password-input";
import { groupNames } from "./group-names";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof RelayUserSettings | "secretVersion", undefined>> = {
  username: undefined,
  enabled: undefined,
  comment: undefined,
  groups: undefined,
  allowedSenders: undefined,
  clientCertificates: undefined,
  passwordOverlap: undefined,
  owner: undefined,
  reason: undefined,
  ticket: undefined,
  secretVersion: undefined,
};

/** An account for SMTP AUTH. */
export class RelayUser extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.RelayUser;

  declare readonly username: pulumi.Output<string>;
  declare readonly enabled: pulumi.Output<boolean>;
  declare readonly comment: pulumi.Output<string>;
  declare readonly groups: pulumi.Output<string[]>;
  declare readonly allowedSenders: pulumi.Output<string[]>;
  declare readonly clientCertificates: pulumi.Output<string[]>;
  declare readonly passwordOverlap: pulumi.Output<string>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;
  declare readonly ticket: pulumi.Output<string | null>;
  /** Which password the host has: new with every one. Null: none. */
  declare readonly secretVersion: pulumi.Output<string | null>;

  constructor(name: string, args: RelayUserArgs, opts?: pulumi.CustomResourceOptions) {
    const beside = { groups: groupNames(args.groups), ...passwordInput(args) };
    const settings = { ...args, username: args.username ?? name, ...beside };
    super({ kind: "RelayUser", name, settings, outputs: OUTPUTS }, opts);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RelayUser {
    return new RelayUser(name, {}, { ...opts, id });
  }

  /** Whether a value is a RelayUser, also one of another copy of this package. */
  static override isInstance(value: unknown): value is RelayUser {
    return isOfType(value, RelayUser.__pulumiType);
  }
}
