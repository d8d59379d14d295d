import type * as pulumi from "@pulumi/pulumi";
import type { Dialect, FailedMail, Limit, TransportConfigSettings } from "../model";
import type { TransportConfigArgs } from "./transport-config-args";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";

const OUTPUTS: Readonly<Record<keyof TransportConfigSettings, undefined>> = {
  dialect: undefined,
  maxConnectionRatePerMinute: undefined,
  tlsReceiveDomainSecureList: undefined,
  maxRelayRefusals: undefined,
  postmaster: undefined,
  messageExpiration: undefined,
  delayNotificationTimeout: undefined,
  failedMail: undefined,
  internalDelayDsnEnabled: undefined,
  externalDelayDsnEnabled: undefined,
  internalDsnMaxMessageAttachSize: undefined,
  externalDsnMaxMessageAttachSize: undefined,
  generateCopyOfDsnFor: undefined,
  trustedProxies: undefined,
  reason: undefined,
};

/** Host-wide settings, one a host. */
export class TransportConfig extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.TransportConfig;

  declare readonly dialect: pulumi.Output<Dialect>;
  declare readonly maxConnectionRatePerMinute: pulumi.Output<Limit>;
  declare readonly tlsReceiveDomainSecureList: pulumi.Output<string[]>;
  declare readonly maxRelayRefusals: pulumi.Output<number>;
  declare readonly postmaster: pulumi.Output<string | null>;
  declare readonly messageExpiration: pulumi.Output<string>;
  declare readonly delayNotificationTimeout: pulumi.Output<string>;
  declare readonly failedMail: pulumi.Output<FailedMail>;
  declare readonly internalDelayDsnEnabled: pulumi.Output<boolean>;
  declare readonly externalDelayDsnEnabled: pulumi.Output<boolean>;
  declare readonly internalDsnMaxMessageAttachSize: pulumi.Output<number>;
  declare readonly externalDsnMaxMessageAttachSize: pulumi.Output<number>;
  declare readonly generateCopyOfDsnFor: pulumi.Output<string[]>;
  declare readonly trustedProxies: pulumi.Output<string[]>;
  declare readonly reason: pulumi.Output<string | null>;

  constructor(name: string, args: TransportConfigArgs, opts?: pulumi.CustomResourceOptions) {
    super({ kind: "TransportConfig", name, settings: { ...args }, outputs: OUTPUTS }, opts);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): TransportConfig {
    return new TransportConfig(name, {}, { ...opts, id });
  }

  /** Whether a value is a TransportConfig, also one of another copy of this package. */
  static override isInstance(value: unknown): value is TransportConfig {
    return isOfType(value, TransportConfig.__pulumiType);
  }
}
