import type { ReceiveConnectorSettings } from "../settings";
import { type Field, field, type FieldTable } from "./field";
import { bool, choice } from "./scalar";

type ExtensionName =
  | "sizeEnabled"
  | "pipeliningEnabled"
  | "deliveryStatusNotificationEnabled"
  | "enhancedStatusCodesEnabled"
  | "eightBitMimeEnabled"
  | "binaryMimeEnabled"
  | "chunkingEnabled"
  | "smtpUtf8Enabled"
  | "bareLinefeedRejectionEnabled"
  | "requireEhloDomain"
  | "rejectReservedTopLevelRecipientDomains"
  | "rejectReservedSecondLevelRecipientDomains"
  | "rejectSingleLabelRecipientDomains";

function page(parameter: string): string {
  return `New-ReceiveConnector -${parameter}`;
}

function onOff(parameter: string, standard: boolean, doc: string): Field<boolean> {
  return field(bool, { default: standard, doc, source: page(parameter) });
}

/** ESMTP extensions and checks of a receive connector, in the order of the config document. */
export const CONNECTOR_EXTENSION_FIELDS: FieldTable<Pick<ReceiveConnectorSettings, ExtensionName>> = {
  sizeEnabled: field(choice(["Enabled", "EnabledWithoutValue", "Disabled"]), {
    default: "Enabled",
    doc: "Whether SIZE is offered with the largest size, without it, or not at all.",
    source: page("SizeEnabled"),
  }),
  pipeliningEnabled: onOff(
    "PipeliningEnabled",
    true,
    "Whether commands may be sent without waiting for each reply (PIPELINING).",
  ),
  deliveryStatusNotificationEnabled: onOff(
    "DeliveryStatusNotificationEnabled",
    true,
    "Whether clients may ask for delivery status notifications (DSN).",
  ),
  enhancedStatusCodesEnabled: onOff(
    "EnhancedStatusCodesEnabled",
    true,
    "Whether replies carry enhanced status codes (ENHANCEDSTATUSCODES).",
  ),
  eightBitMimeEnabled: onOff("EightBitMimeEnabled", true, "Whether BODY=8BITMIME is accepted (8BITMIME)."),
  binaryMimeEnabled: onOff(
    "BinaryMimeEnabled",
    true,
    "Whether BODY=BINARYMIME is accepted, by BDAT only (BINARYMIME).",
  ),
  chunkingEnabled: onOff("ChunkingEnabled", true, "Whether messages may come in chunks (CHUNKING, BDAT)."),
  smtpUtf8Enabled: onOff("SmtpUtf8Enabled", false, "Whether addresses and headers in UTF-8 are accepted (SMTPUTF8)."),
  bareLinefeedRejectionEnabled: field(bool, {
    default: true,
    doc: "Whether a message with a bare CR or LF is refused (Exchange's default is false); otherwise each becomes CRLF, and none ends a message.",
    source: "Set-ReceiveConnector -BareLinefeedRejectionEnabled",
  }),
  requireEhloDomain: onOff(
    "RequireEHLODomain",
    false,
    "Whether EHLO and HELO without a domain are refused and the connection closed.",
  ),
  rejectReservedTopLevelRecipientDomains: onOff(
    "RejectReservedTopLevelRecipientDomains",
    false,
    "Whether recipients below .test, .example, .invalid and .localhost are refused.",
  ),
  rejectReservedSecondLevelRecipientDomains: onOff(
    "RejectReservedSecondLevelRecipientDomains",
    false,
    "Whether recipients at example.com, example.net and example.org are refused.",
  ),
  rejectSingleLabelRecipientDomains: onOff(
    "RejectSingleLabelRecipientDomains",
    false,
    "Whether recipients at a domain of one label are refused.",
  ),
};
