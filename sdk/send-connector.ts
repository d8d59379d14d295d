import type * as pulumi from "@pulumi/pulumi";
import type { Limit, SendConnectorSettings, SendRight, SmartHostAuthMechanism, TlsAuthLevel } from "../model";
import type { SendConnectorArgs } from "./send-connector-args";
import { passwordInput } from "./password-input";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof SendConnectorSettings | "secretVersion", undefined>> = {
  name: undefined,
  enabled: undefined,
  comment: undefined,
  addressSpaces: undefined,
  dnsRoutingEnabled: undefined,
  smartHosts: undefined,
  port: undefined,
  sourceIpAddress: undefined,
  fqdn: undefined,
  requireTls: undefined,
  tlsAuthLevel: undefined,
  tlsDomain: undefined,
  caCertificate: undefined,
  ignoreStartTls: undefined,
  smartHostAuthMechanism: undefined,
  username: undefined,
  maxConnectionsPerHost: undefined,
  maxMessagesPerMinutePerHost: undefined,
  smtpMaxMessagesPerConnection: undefined,
  connectionInactivityTimeout: undefined,
  messageRetryInterval: undefined,
  transientFailureRetryInterval: undefined,
  transientFailureRetryCount: undefined,
  outboundConnectionFailureRetryInterval: undefined,
  maxMessageSize: undefined,
  extendedRights: undefined,
  owner: undefined,
  reason: undefined,
  ticket: undefined,
  secretVersion: undefined,
};

/** Where mail for some domains is handed to. */
export class SendConnector extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.SendConnector;

  declare readonly name: pulumi.Output<string>;
  declare readonly enabled: pulumi.Output<boolean>;
  declare readonly comment: pulumi.Output<string>;
  declare readonly addressSpaces: pulumi.Output<string[]>;
  declare readonly dnsRoutingEnabled: pulumi.Output<boolean>;
  declare readonly smartHosts: pulumi.Output<string[]>;
  declare readonly port: pulumi.Output<number>;
  declare readonly sourceIpAddress: pulumi.Output<string | null>;
  declare readonly fqdn: pulumi.Output<string | null>;
  declare readonly requireTls: pulumi.Output<boolean>;
  declare readonly tlsAuthLevel: pulumi.Output<TlsAuthLevel | null>;
  declare readonly tlsDomain: pulumi.Output<string | null>;
  declare readonly caCertificate: pulumi.Output<string | null>;
  declare readonly ignoreStartTls: pulumi.Output<boolean>;
  declare readonly smartHostAuthMechanism: pulumi.Output<SmartHostAuthMechanism>;
  declare readonly username: pulumi.Output<string | null>;
  declare readonly maxConnectionsPerHost: pulumi.Output<number>;
  declare readonly maxMessagesPerMinutePerHost: pulumi.Output<Limit>;
  declare readonly smtpMaxMessagesPerConnection: pulumi.Output<Limit>;
  declare readonly connectionInactivityTimeout: pulumi.Output<string>;
  declare readonly messageRetryInterval: pulumi.Output<string>;
  declare readonly transientFailureRetryInterval: pulumi.Output<string>;
  declare readonly transientFailureRetryCount: pulumi.Output<number>;
  declare readonly outboundConnectionFailureRetryInterval: pulumi.Output<string>;
  declare readonly maxMessageSize: pulumi.Output<Limit>;
  declare readonly extendedRights: pulumi.Output<SendRight[]>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;
  declare readonly ticket: pulumi.Output<string | null>;
  /** Which password the host has: new with every one. Null: none. */
  declare readonly secretVersion: pulumi.Output<string | null>;

  constructor(name: string, args: SendConnectorArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      {
        kind: "SendConnector",
        name,
        settings: { ...args, name: args.name ?? name, ...passwordInput(args) },
        outputs: OUTPUTS,
      },
      opts,
    );
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
