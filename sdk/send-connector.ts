import type * as pulumi from "@pulumi/pulumi";
import type { SendConnectorSettings } from "../model";
import type { SendConnectorArgs } from "./send-connector-args";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof SendConnectorSettings, undefined>> = {
  name: undefined,
  enabled: undefined,
  comment: undefined,
  addressSpaces: undefined,
  smartHosts: undefined,
  requireTls: undefined,
  owner: undefined,
  reason: undefined,
};

/** Where mail for some domains is handed to. */
export class SendConnector extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.SendConnector;

  declare readonly name: pulumi.Output<string>;
  declare readonly enabled: pulumi.Output<boolean>;
  declare readonly comment: pulumi.Output<string>;
  declare readonly addressSpaces: pulumi.Output<string[]>;
  declare readonly smartHosts: pulumi.Output<string[]>;
  declare readonly requireTls: pulumi.Output<boolean>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;

  constructor(name: string, args: SendConnectorArgs, opts?: pulumi.CustomResourceOptions) {
    super({ kind: "SendConnector", name, settings: { ...args, name: args.name ?? name }, outputs: OUTPUTS }, opts);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): SendConnector {
    return new SendConnector(name, {} as SendConnectorArgs, { ...opts, id });
  }

  /** Whether a value is a SendConnector, also one of another copy of this package. */
  static override isInstance(value: unknown): value is SendConnector {
    return isOfType(value, SendConnector.__pulumiType);
  }
}
