import type * as pulumi from "@pulumi/pulumi";
import type {
  AuthMechanism,
  Limit,
  MessageRateSource,
  PermissionGroup,
  ReceiveConnectorSettings,
  SizeEnabled,
} from "../model";
import { DeclaredEntries } from "./declared-entries";
import type { PresetConnectorArgs, ReceiveConnectorArgs } from "./receive-connector-args";
import { isOfType, RelayResource, TYPE_TOKEN } from "./relay-resource";
import type { UnmanagedEntry } from "./unmanaged-entry";
import { usageInputs } from "./usage-inputs";

const OUTPUTS: Readonly<Record<keyof ReceiveConnectorSettings, undefined>> = {
  name: undefined,
  enabled: undefined,
  comment: undefined,
  bindings: undefined,
  remoteIpRanges: undefined,
  permissionGroups: undefined,
  authMechanism: undefined,
  requireTls: undefined,
  fqdn: undefined,
  banner: undefined,
  defaultDomain: undefined,
  tlsCertificateName: undefined,
  domainSecureEnabled: undefined,
  maxMessageSize: undefined,
  maxHeaderSize: undefined,
  maxRecipientsPerMessage: undefined,
  maxHopCount: undefined,
  maxLocalHopCount: undefined,
  maxProtocolErrors: undefined,
  maxLogonFailures: undefined,
  connectionTimeout: undefined,
  connectionInactivityTimeout: undefined,
  maxInboundConnection: undefined,
  maxInboundConnectionPerSource: undefined,
  maxInboundConnectionPercentagePerSource: undefined,
  messageRateLimit: undefined,
  messageRateSource: undefined,
  tarpitInterval: undefined,
  authTarpitInterval: undefined,
  sizeEnabled: undefined,
  pipeliningEnabled: undefined,
  deliveryStatusNotificationEnabled: undefined,
  enhancedStatusCodesEnabled: undefined,
  eightBitMimeEnabled: undefined,
  binaryMimeEnabled: undefined,
  chunkingEnabled: undefined,
  smtpUtf8Enabled: undefined,
  bareLinefeedRejectionEnabled: undefined,
  requireEhloDomain: undefined,
  rejectReservedTopLevelRecipientDomains: undefined,
  rejectReservedSecondLevelRecipientDomains: undefined,
  rejectSingleLabelRecipientDomains: undefined,
  protocolLoggingLevel: undefined,
  onlySenders: undefined,
  onlyRecipients: undefined,
  expiresAt: undefined,
  allowWideRelay: undefined,
  owner: undefined,
  reason: undefined,
  ticket: undefined,
  observeOnly: undefined,
};

/** A listener of a relay host, scoped to the clients in `remoteIpRanges`: who may connect, how they prove who they are, and what they may do. */
export class ReceiveConnector extends RelayResource {
  static readonly __pulumiType = TYPE_TOKEN.ReceiveConnector;

  declare readonly name: pulumi.Output<string>;
  declare readonly enabled: pulumi.Output<boolean>;
  declare readonly comment: pulumi.Output<string>;
  declare readonly bindings: pulumi.Output<string[]>;
  declare readonly remoteIpRanges: pulumi.Output<string[]>;
  declare readonly permissionGroups: pulumi.Output<PermissionGroup[]>;
  declare readonly authMechanism: pulumi.Output<AuthMechanism[]>;
  declare readonly requireTls: pulumi.Output<boolean>;
  declare readonly fqdn: pulumi.Output<string | null>;
  declare readonly banner: pulumi.Output<string | null>;
  declare readonly defaultDomain: pulumi.Output<string | null>;
  declare readonly tlsCertificateName: pulumi.Output<string | null>;
  declare readonly domainSecureEnabled: pulumi.Output<boolean>;
  declare readonly maxMessageSize: pulumi.Output<number>;
  declare readonly maxHeaderSize: pulumi.Output<number>;
  declare readonly maxRecipientsPerMessage: pulumi.Output<number>;
  declare readonly maxHopCount: pulumi.Output<number>;
  declare readonly maxLocalHopCount: pulumi.Output<number>;
  declare readonly maxProtocolErrors: pulumi.Output<Limit>;
  declare readonly maxLogonFailures: pulumi.Output<number>;
  declare readonly connectionTimeout: pulumi.Output<string>;
  declare readonly connectionInactivityTimeout: pulumi.Output<string>;
  declare readonly maxInboundConnection: pulumi.Output<Limit>;
  declare readonly maxInboundConnectionPerSource: pulumi.Output<Limit>;
  declare readonly maxInboundConnectionPercentagePerSource: pulumi.Output<number>;
  declare readonly messageRateLimit: pulumi.Output<Limit>;
  declare readonly messageRateSource: pulumi.Output<MessageRateSource>;
  declare readonly tarpitInterval: pulumi.Output<string>;
  declare readonly authTarpitInterval: pulumi.Output<string>;
  declare readonly sizeEnabled: pulumi.Output<SizeEnabled>;
  declare readonly pipeliningEnabled: pulumi.Output<boolean>;
  declare readonly deliveryStatusNotificationEnabled: pulumi.Output<boolean>;
  declare readonly enhancedStatusCodesEnabled: pulumi.Output<boolean>;
  declare readonly eightBitMimeEnabled: pulumi.Output<boolean>;
  declare readonly binaryMimeEnabled: pulumi.Output<boolean>;
  declare readonly chunkingEnabled: pulumi.Output<boolean>;
  declare readonly smtpUtf8Enabled: pulumi.Output<boolean>;
  declare readonly bareLinefeedRejectionEnabled: pulumi.Output<boolean>;
  declare readonly requireEhloDomain: pulumi.Output<boolean>;
  declare readonly rejectReservedTopLevelRecipientDomains: pulumi.Output<boolean>;
  declare readonly rejectReservedSecondLevelRecipientDomains: pulumi.Output<boolean>;
  declare readonly rejectSingleLabelRecipientDomains: pulumi.Output<boolean>;
  declare readonly protocolLoggingLevel: pulumi.Output<"None" | "Verbose">;
  declare readonly onlySenders: pulumi.Output<string[] | null>;
  declare readonly onlyRecipients: pulumi.Output<string[] | null>;
  declare readonly expiresAt: pulumi.Output<string | null>;
  declare readonly allowWideRelay: pulumi.Output<string | null>;
  declare readonly owner: pulumi.Output<string | null>;
  declare readonly reason: pulumi.Output<string | null>;
  declare readonly ticket: pulumi.Output<string | null>;
  declare readonly observeOnly: pulumi.Output<boolean>;
  /** Rights on the connector that no program declared, as the last refresh found them. */
  declare readonly unmanagedEntries: pulumi.Output<UnmanagedEntry[]>;

  constructor(name: string, args: ReceiveConnectorArgs | PresetConnectorArgs, opts?: pulumi.CustomResourceOptions) {
    const entries = new DeclaredEntries();
    const hidden = { unmanagedEntries: [], declaredEntries: entries.whenProgramHasRun() };
    const settings = { ...usageInputs(args), name: args.name ?? name, ...hidden };
    super({ kind: "ReceiveConnector", name, settings, outputs: OUTPUTS }, opts);
    entries.belongTo(this);
  }

  /** Looks an object of the host up by its id, whoever declared it. It is read, never changed. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ReceiveConnector {
    return new ReceiveConnector(name, {} as ReceiveConnectorArgs, { ...opts, id });
  }

  /** Whether a value is a ReceiveConnector, also one of another copy of this package. */
  static override isInstance(value: unknown): value is ReceiveConnector {
    return isOfType(value, ReceiveConnector.__pulumiType);
  }
}
