import type { NotifyWord, RecipientDsn } from "../dsn-parameters";
import { isAsciiXtext, isXtext } from "../xtext";
import { type CommandParameter, type ParameterFault, readParameters } from "./command-parameters";
import type { CommandParameters } from "./facts";
import type { TransactionPolicy } from "./session-policy";

export type ParsedRcptParameters =
  | { readonly ok: true; /** Absent without NOTIFY and ORCPT. */ readonly dsn?: RecipientDsn }
  | { readonly ok: false; readonly fault: ParameterFault };

const NONE: ParsedRcptParameters = { ok: true };

// RFC 3461 §4.1: NEVER stands alone.
const NOTIFY = /^(?:NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*)$/i;
// RFC 3461 §4.2: an atom as the type of the address, and 500 characters for both.
const ORCPT = /^([A-Za-z0-9!#$%&'*/?^_`{|}~-]+);(.+)$/u;
const MAX_ORCPT = 500;

const BY_LETTERS = { ascii: knownParameters("ascii"), "utf-8": knownParameters("utf-8") } as const;

/** Reads NOTIFY and ORCPT. What the connector does not offer is unknown (555). */
export function parseRcptParameters(
  parameters: CommandParameters,
  { session, smtpUtf8 }: TransactionPolicy,
): ParsedRcptParameters {
  const { settings } = session.selection.connector;
  const read = readParameters(parameters, BY_LETTERS[smtpUtf8 ? "utf-8" : "ascii"], settings);
  if (read === "none") return NONE;
  return typeof read === "string" ? { ok: false, fault: read } : { ok: true, dsn: recipientDsn(read) };
}

function recipientDsn(values: ReadonlyMap<string, string>): RecipientDsn {
  const words = values.get("NOTIFY")?.toUpperCase().split(",") as NotifyWord[] | undefined;
  const orcpt = values.get("ORCPT");
  return {
    ...(words === undefined ? {} : { notify: [...new Set(words)] }),
    ...(orcpt === undefined ? {} : { orcpt }),
  };
}

function knownParameters(letters: "ascii" | "utf-8"): ReadonlyMap<string, CommandParameter> {
  const isOffered: CommandParameter["isOffered"] = (on) => on.deliveryStatusNotificationEnabled;
  return new Map<string, CommandParameter>([
    ["NOTIFY", { isOffered, isValid: (value) => value !== true && NOTIFY.test(value) }],
    ["ORCPT", { isOffered, isValid: (value) => value !== true && isOriginalRecipient(value, letters) }],
  ]);
}

function isOriginalRecipient(value: string, letters: "ascii" | "utf-8"): boolean {
  const [, type = "", address = ""] = ORCPT.exec(value) ?? [];
  if (type === "" || value.length > MAX_ORCPT) return false;
  // Letters beyond ASCII have a type of their own (RFC 6533 §3).
  return type.toLowerCase() === "utf-8" ? isXtext(address, letters) : isAsciiXtext(address);
}
