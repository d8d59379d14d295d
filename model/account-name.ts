import type { Parsed } from "./failure";
import { PRINCIPALS } from "./principal";
import { quoteValue } from "./quote-value";

const LONGEST = 64;
const SID = /^s-\d+(-\d+)+$/i;
const FORBIDDEN = /[\\\p{C}\p{Zl}\p{Zp}]/u;

/**
 * Reads the name of an account or group: both stand beside Exchange's principals in permissions, so a name never reads
 * as one of those or as a SID, and holds no backslash. Compared without case, stored as written.
 */
export function parseAccountName(value: unknown, property: string): Parsed<string> {
  const fault = typeof value === "string" ? faultOf(value) : "is not text";
  if (fault === undefined) return { ok: true, value: value as string };
  const message = `${property} is ${quoteValue(value)}, which ${fault}: write a name of 1 to ${LONGEST} characters.`;
  return { ok: false, failures: [{ code: "RELAY_ACCOUNT_NAME_INVALID", property, message }] };
}

function faultOf(name: string): string | undefined {
  if (name === "") return "is empty";
  if (name.length > LONGEST) return "is too long";
  if (FORBIDDEN.test(name)) return "holds a backslash or a control character";
  if (name !== name.trim()) return "begins or ends with a space";
  if (SID.test(name)) return "reads as a SID";
  return BUILT_IN.has(name.toLowerCase()) ? "is the name of a built-in principal" : undefined;
}

const BUILT_IN = new Set(PRINCIPALS.map(({ name }) => name.slice(name.lastIndexOf("\\") + 1).toLowerCase()));
