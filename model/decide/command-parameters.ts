import { upperAscii } from "../ascii-case";
import type { BodyType, MessageDsn } from "../dsn-parameters";
import { parseMailAddress } from "../mail-address";
import type { ReceiveConnectorSettings } from "../settings";
import { decodeXtext, isAsciiXtext, isXtext } from "../xtext";
import type { CommandParameters } from "./facts";

export interface MailParameters {
  /** Bytes that `SIZE=` declares; null when it is not there. */
  readonly size: number | null;
  readonly bodyType: BodyType;
  readonly smtpUtf8: boolean;
  /** Absent without RET and ENVID. */
  readonly dsn?: MessageDsn;
  /** Mailbox that `AUTH=` names; "" for `<>` and for what is no mailbox; absent without `AUTH=`. */
  readonly submitter?: string;
}

export type ParameterFault = "unknown-parameter" | "bad-syntax";

export type ParsedMailParameters =
  { readonly ok: true; readonly value: MailParameters } | { readonly ok: false; readonly fault: ParameterFault };

/** A parameter of a command: where it is offered, and what may be its value. */
export interface CommandParameter {
  /** An extension that is switched off is one the host does not know: 555 (RFC 5321 §4.1.1.11). */
  readonly isOffered: (settings: ReceiveConnectorSettings, value: string) => boolean;
  /** True stands for a keyword without value. */
  readonly isValid: (value: string | true) => boolean;
}

const NONE: ParsedMailParameters = { ok: true, value: { size: null, bodyType: "7BIT", smtpUtf8: false } };

// RFC 3461 §4.4.
const MAX_ENVID = 100;

const MAIL_PARAMETERS: ReadonlyMap<string, CommandParameter> = new Map([
  // RFC 1870 §4: up to 20 digits.
  ["SIZE", { isOffered: (on) => on.sizeEnabled !== "Disabled", isValid: like(/^\d{1,20}$/) }],
  // RFC 6152 §2, RFC 3030 §3.
  ["BODY", { isOffered: isBodyOffered, isValid: like(/^(?:7BIT|8BITMIME|BINARYMIME)$/i) }],
  // RFC 4954 §5: taken from everybody, believed of who has the right.
  ["AUTH", { isOffered: () => true, isValid: (value) => value !== true && isXtext(value) }],
  // RFC 6531 §3.4: without a value.
  ["SMTPUTF8", { isOffered: (on) => on.smtpUtf8Enabled, isValid: (value) => value === true }],
  ["RET", { isOffered: (on) => on.deliveryStatusNotificationEnabled, isValid: like(/^(?:FULL|HDRS)$/i) }],
  [
    "ENVID",
    {
      isOffered: (on) => on.deliveryStatusNotificationEnabled,
      isValid: (value) => value !== true && value.length <= MAX_ENVID && isAsciiXtext(value),
    },
  ],
]);

/** Reads what may follow MAIL, each at most once. What the connector does not offer is unknown (555). */
export function parseMailParameters(
  parameters: CommandParameters,
  settings: ReceiveConnectorSettings,
): ParsedMailParameters {
  const read = readParameters(parameters, MAIL_PARAMETERS, settings);
  if (read === "none") return NONE;
  return typeof read === "string" ? { ok: false, fault: read } : { ok: true, value: mailParameters(read) };
}

/** Values by keyword in upper case; `true` became "". */
export function readParameters(
  parameters: CommandParameters,
  known: ReadonlyMap<string, CommandParameter>,
  settings: ReceiveConnectorSettings,
): ReadonlyMap<string, string> | "none" | ParameterFault {
  const given = Object.entries(parameters).map(([keyword, value]) => [upperAscii(keyword), value] as const);
  if (given.length === 0) return "none";
  const isOffered = ([keyword, value]: readonly [string, string | true]) =>
    known.get(keyword)?.isOffered(settings, value === true ? "" : value) === true;
  if (!given.every(isOffered)) return "unknown-parameter";
  const values = new Map(given.map(([keyword, value]) => [keyword, value === true ? "" : value]));
  const isValid = ([keyword, value]: readonly [string, string | true]) => known.get(keyword)?.isValid(value) === true;
  return values.size < given.length || !given.every(isValid) ? "bad-syntax" : values;
}

function mailParameters(values: ReadonlyMap<string, string>): MailParameters {
  const size = values.get("SIZE");
  const ret = values.get("RET")?.toUpperCase() as MessageDsn["ret"];
  const envid = values.get("ENVID");
  const auth = values.get("AUTH");
  const dsn = { ...(ret === undefined ? {} : { ret }), ...(envid === undefined ? {} : { envid }) };
  return {
    size: size === undefined ? null : Number(size),
    bodyType: (values.get("BODY")?.toUpperCase() ?? "7BIT") as BodyType,
    smtpUtf8: values.has("SMTPUTF8"),
    ...(ret === undefined && envid === undefined ? {} : { dsn }),
    ...(auth === undefined ? {} : { submitter: submitterOf(auth) }),
  };
}

// RFC 4954 §5 has a mailbox or `<>`. A name that is none tells of no submitter that a next host could be told.
function submitterOf(xtext: string): string {
  const mailbox = parseMailAddress(decodeXtext(xtext));
  return mailbox.ok ? mailbox.address.text : "";
}

function isBodyOffered(on: ReceiveConnectorSettings, value: string): boolean {
  const isBinary = value.toUpperCase() === "BINARYMIME";
  return isBinary ? on.binaryMimeEnabled && on.chunkingEnabled : on.eightBitMimeEnabled || on.binaryMimeEnabled;
}

function like(pattern: RegExp): CommandParameter["isValid"] {
  return (value) => value !== true && pattern.test(value);
}
