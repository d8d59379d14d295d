import type { WriteTools } from "./write-tools";

/** What a write does about the password of its object, ready to be stored. */
export type PreparedSecret =
  /** A new password: as argon2id hash (accounts), or sealed with the host's key (send connectors). */
  | { readonly action: "set"; readonly form: "hash" | "sealed"; readonly value: string }
  /** The password that is stored already, under this version: an answer was lost, or nobody changed anything. */
  | { readonly action: "keep"; readonly version: string }
  | { readonly action: "remove" };

/** What a write does about the password. */
export type SecretChange = "password set" | "password removed";

/** Which version of the password an object has after a write; null: no password. */
export function secretVersionAfter(
  before: string | null,
  secret: PreparedSecret | undefined,
  tools: Pick<WriteTools, "newId">,
): string | null {
  if (secret === undefined || secret.action === "keep") return before;
  return secret.action === "set" ? tools.newId() : null;
}

/** What the audit says about the passwords before and after a write; undefined: the same one, or none. */
export function secretChange(before: string | null, after: string | null): SecretChange | undefined {
  if (before === after) return undefined;
  return after === null ? "password removed" : "password set";
}

/**
 * Whether the object has the wished password already. `other`: the one that the writer took for the wished one was replaced
 * meanwhile.
 */
export function isSecretStored(before: string | null, secret: PreparedSecret | undefined): "yes" | "no" | "other" {
  if (secret === undefined) return "yes";
  if (secret.action === "keep") return secret.version === before ? "yes" : "other";
  return secret.action === "remove" && before === null ? "yes" : "no";
}
