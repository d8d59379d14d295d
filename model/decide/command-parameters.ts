import type { CommandParameters } from "./facts";

export interface MailParameters {
  /** Bytes that `SIZE=` declares; null when it is not there. */
  readonly size: number | null;
  readonly bodyType: "7BIT" | "8BITMIME";
}

export type ParsedMailParameters =
  | { readonly ok: true; readonly value: MailParameters }
  | { readonly ok: false; readonly fault: "unknown-parameter" | "bad-syntax" };

const NONE: ParsedMailParameters = { ok: true, value: { size: null, bodyType: "7BIT" } };

// RFC 1870 §4: up to 20 digits. RFC 6152 §2. RFC 4954 §5: xtext, read and ignored here.
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ["SIZE", /^\d{1,20}$/],
  ["BODY", /^(?:7BIT|8BITMIME)$/i],
  ["AUTH", /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/],
]);

/** Reads what may follow MAIL: SIZE, BODY and AUTH, each at most once. Anything else was not offered (555). */
export function parseMailParameters(parameters: CommandParameters): ParsedMailParameters {
  const given = Object.entries(parameters).map(([keyword, value]) => [keyword.toUpperCase(), value] as const);
  if (given.length === 0) return NONE;
  if (given.some(([keyword]) => !VALUES.has(keyword))) return { ok: false, fault: "unknown-parameter" };
  const values = new Map(given);
  const isValid = ([keyword, value]: readonly [string, string | true]) =>
    typeof value === "string" && VALUES.get(keyword)?.test(value);
  if (values.size < given.length || !given.every(isValid)) return { ok: false, fault: "bad-syntax" };
  return { ok: true, value: { size: sizeOf(values.get("SIZE")), bodyType: bodyOf(values.get("BODY")) } };
}

function sizeOf(value: string | true | undefined): number | null {
  return typeof value === "string" ? Number(value) : null;
}

function bodyOf(value: string | true | undefined): MailParameters["bodyType"] {
  return typeof value === "string" && value.toUpperCase() === "8BITMIME" ? "8BITMIME" : "7BIT";
}
