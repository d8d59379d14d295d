import { NOT_SUPPORTED, type ReceiveConnectorSettings } from "../../../model";
import {
  readBool,
  readChoice,
  readLimit,
  readNumber,
  readSize,
  readSpan,
  readText,
  type UnreadableValue,
} from "./read-value";
import type { RawValue } from "./raw-record";

type Reader = (value: RawValue) => string | number | boolean | undefined | UnreadableValue;

/** A parameter of New-ReceiveConnector that is carried over as it is. */
export interface CarriedParameter {
  readonly setting: keyof ReceiveConnectorSettings;
  readonly read: Reader;
}

/** Parameters with a setting of the same meaning; names, addresses, flags and the default domain are read by themselves. */
export const CARRIED: Readonly<Record<string, CarriedParameter>> = {
  Enabled: { setting: "enabled", read: readBool },
  Comment: { setting: "comment", read: readText },
  RequireTLS: { setting: "requireTls", read: readBool },
  Fqdn: { setting: "fqdn", read: readText },
  Banner: { setting: "banner", read: readText },
  TlsCertificateName: { setting: "tlsCertificateName", read: readText },
  DomainSecureEnabled: { setting: "domainSecureEnabled", read: readBool },
  MaxMessageSize: { setting: "maxMessageSize", read: readSize },
  MaxHeaderSize: { setting: "maxHeaderSize", read: readSize },
  MaxRecipientsPerMessage: { setting: "maxRecipientsPerMessage", read: readNumber },
  MaxHopCount: { setting: "maxHopCount", read: readNumber },
  MaxLocalHopCount: { setting: "maxLocalHopCount", read: readNumber },
  MaxProtocolErrors: { setting: "maxProtocolErrors", read: readLimit },
  MaxLogonFailures: { setting: "maxLogonFailures", read: readNumber },
  ConnectionTimeout: { setting: "connectionTimeout", read: readSpan },
  ConnectionInactivityTimeout: { setting: "connectionInactivityTimeout", read: readSpan },
  MaxInboundConnection: { setting: "maxInboundConnection", read: readLimit },
  MaxInboundConnectionPerSource: { setting: "maxInboundConnectionPerSource", read: readLimit },
  MaxInboundConnectionPercentagePerSource: { setting: "maxInboundConnectionPercentagePerSource", read: readNumber },
  MessageRateLimit: { setting: "messageRateLimit", read: readLimit },
  MessageRateSource: { setting: "messageRateSource", read: readRateSource },
  TarpitInterval: { setting: "tarpitInterval", read: readSpan },
  AuthTarpitInterval: { setting: "authTarpitInterval", read: readSpan },
  SizeEnabled: { setting: "sizeEnabled", read: readChoice },
  PipeliningEnabled: { setting: "pipeliningEnabled", read: readBool },
  DeliveryStatusNotificationEnabled: { setting: "deliveryStatusNotificationEnabled", read: readBool },
  EnhancedStatusCodesEnabled: { setting: "enhancedStatusCodesEnabled", read: readBool },
  EightBitMimeEnabled: { setting: "eightBitMimeEnabled", read: readBool },
  BinaryMimeEnabled: { setting: "binaryMimeEnabled", read: readBool },
  ChunkingEnabled: { setting: "chunkingEnabled", read: readBool },
  SmtpUtf8Enabled: { setting: "smtpUtf8Enabled", read: readBool },
  BareLinefeedRejectionEnabled: { setting: "bareLinefeedRejectionEnabled", read: readBool },
  RequireEHLODomain: { setting: "requireEhloDomain", read: readBool },
  RejectReservedTopLevelRecipientDomains: { setting: "rejectReservedTopLevelRecipientDomains", read: readBool },
  RejectReservedSecondLevelRecipientDomains: { setting: "rejectReservedSecondLevelRecipientDomains", read: readBool },
  RejectSingleLabelRecipientDomains: { setting: "rejectSingleLabelRecipientDomains", read: readBool },
  ProtocolLoggingLevel: { setting: "protocolLoggingLevel", read: readChoice },
};

// A set of flags in Exchange: both together are All.
function readRateSource(value: RawValue): string | undefined | UnreadableValue {
  const choice = readChoice(value);
  return typeof choice === "string" && /^(?:User, IPAddress|IPAddress, User)$/i.test(choice) ? "All" : choice;
}

/** What a parameter without equal here says when nobody touched it, and why it has none. */
export interface UnsupportedParameter {
  /** Texts in lower case; an empty value is always untouched. */
  readonly untouched: readonly string[];
  readonly why: string;
}

/** What Get-ReceiveConnector prints for a parameter that nobody touched, in lower case; left out: nothing. */
const UNTOUCHED: Readonly<Record<string, readonly string[]>> = {
  TransportRole: ["none"],
  AdvertiseClientSettings: ["false"],
  EnableAuthGSSAPI: ["false"],
  ExtendedProtectionPolicy: ["none"],
  SuppressXAnonymousTls: ["false"],
  LiveCredentialEnabled: ["false"],
  AcceptConsumerMail: ["false"],
  LongAddressesEnabled: ["false"],
  OrarEnabled: ["false"],
  ProxyEnabled: ["false"],
  MaxAcknowledgementDelay: ["00:00:30", "00:00:00"],
};

/** Parameters of New-/Set-ReceiveConnector that this host does not have, by name in lower case. */
export const UNSUPPORTED: ReadonlyMap<string, UnsupportedParameter> = new Map(
  Object.entries(NOT_SUPPORTED.ReceiveConnector).map(([name, why]) => {
    return [name.toLowerCase(), { why, untouched: UNTOUCHED[name] ?? [] }];
  }),
);

/** Properties of the directory object that say nothing about mail. In lower case. */
export const METADATA: ReadonlySet<string> = new Set(
  [
    ["Name", "Identity", "Id", "Guid", "DistinguishedName", "AdminDisplayName", "ObjectClass", "ObjectCategory"],
    ["ObjectState", "IsValid", "ExchangeVersion", "ExchangeObjectId", "OrganizationId", "OrganizationalUnitRoot"],
    ["OriginatingServer", "OriginatingServerId", "WhenChanged", "WhenCreated", "WhenChangedUTC", "WhenCreatedUTC"],
    ["Server", "RunspaceId", "PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "Permissions", "Usage"],
    [
      "Bindings",
      "RemoteIPRanges",
      "AuthMechanism",
      "PermissionGroups",
      "DefaultDomain",
      "UniqueId",
      "MaximumSupportedExchangeObjectVersion",
    ],
  ]
    .flat()
    .map((name) => name.toLowerCase()),
);
