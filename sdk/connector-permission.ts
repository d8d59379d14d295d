import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorPermissionSettings, ExtendedRight } from "../model";
import { connectorInputs } from "./connector-inputs";
import type { ConnectorPermissionArgs } from "./connector-permission-args";
import { principalName } from "./principal-name";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof ConnectorPermissionSettings, undefined>> = {
  connector: undefined,
  principal: undefined,
  access: undefined,
  extendedRights: undefined,
  expiresAt: undefined,
  owner: undefined,
  reason: undefined,
  ticket: undefined,
};

/** Extended rights that one principal has, or is denied, on one receive connector, beside those of its permission groups. */
export class ConnectorPermission extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.ConnectorPermission;

  declare readonly connector: pulumi.Output<string>;
  declare readonly principal: pulumi.Output<string>;
  declare readonly access: pulumi.Output<"Allow" | "Deny">;
  declare readonly extendedRights: pulumi.Output<ExtendedRight[]>;
  declare readonly expiresAt: pulumi.Output<string | null>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;
  declare readonly ticket: pulumi.Output<string | null>;

  constructor(name: string, args: ConnectorPermissionArgs, opts?: pulumi.CustomResourceOptions) {
    const settings = { ...args, ...connectorInputs(args), principal: principalName(args.principal) };
    super({ kind: "ConnectorPermission", name, settings, outputs: OUTPUTS }, opts);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ConnectorPermission {
    return new ConnectorPermission(name, {} as ConnectorPermissionArgs, { ...opts, id });
  }

  /** Whether a value is a ConnectorPermission, also one of another copy of this package. */
  static override isInstance(value: unknown): value is ConnectorPermission {
    return isOfType(value, ConnectorPermission.__pulumiType);
  }
}
