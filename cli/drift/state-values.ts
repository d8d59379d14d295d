import { holdsValue, isHiddenValue } from "../../model";

/** A value of a state file without the envelopes of secrets. */
export interface OpenedValue {
  readonly value: unknown;
  /** `encrypted`: some part of it cannot be read, and is `UNREADABLE`. */
  readonly secrecy: "none" | "plaintext" | "encrypted";
}

/** Stands for what cannot be read. */
export const UNREADABLE: unique symbol = Symbol("unreadable");

/** Whether the value, or anything inside it, cannot be read. */
export function holdsUnreadable(value: unknown): boolean {
  return holdsValue(value, (inner) => inner === UNREADABLE);
}

// sdk/go/common/resource/sig and apitype.SecretV1 of pulumi/pulumi.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Takes the envelopes of secrets off, however deep they are. */
export function openStateValue(value: unknown): OpenedValue {
  if (Array.isArray(value)) return openList(value);
  // `preview --json` has a mark in place of a secret, and of what the update will tell.
  if (typeof value === "string" && isHiddenValue(value)) return { value: UNREADABLE, secrecy: "encrypted" };
  if (typeof value !== "object" || value === null) return { value, secrecy: "none" };
  const record = value as Readonly<Record<string, unknown>>;
  return record[SIGNATURE] === SECRET ? openSecret(record) : openRecord(record);
}

function openList(values: readonly unknown[]): OpenedValue {
  const opened = values.map(openStateValue);
  return { value: opened.map(({ value }) => value), secrecy: worst(opened) };
}

function openRecord(record: Readonly<Record<string, unknown>>): OpenedValue {
  const opened = Object.entries(record).map(([name, value]) => [name, openStateValue(value)] as const);
  const value = Object.fromEntries(opened.map(([name, { value: inner }]) => [name, inner]));
  return { value, secrecy: worst(opened.map(([, inner]) => inner)) };
}

// `stack export --show-secrets` writes plaintext as JSON text, without that flag there is a ciphertext.
function openSecret({ plaintext }: Readonly<Record<string, unknown>>): OpenedValue {
  return typeof plaintext === "string" ? readPlaintext(plaintext) : { value: UNREADABLE, secrecy: "encrypted" };
}

function readPlaintext(text: string): OpenedValue {
  try {
    const inner = openStateValue(JSON.parse(text) as unknown);
    return { ...inner, secrecy: inner.secrecy === "encrypted" ? "encrypted" : "plaintext" };
  } catch {
    return { value: UNREADABLE, secrecy: "encrypted" };
  }
}

function worst(parts: readonly OpenedValue[]): OpenedValue["secrecy"] {
  if (parts.some(({ secrecy }) => secrecy === "encrypted")) return "encrypted";
  return parts.some(({ secrecy }) => secrecy === "plaintext") ? "plaintext" : "none";
}
