import type { Failure } from "./failure";
import { hasPassword, judgePassword } from "./password-policy";
import type { Kind } from "./settings";

/** A password as it was given beside the settings of an object. */
export interface SecretInput {
  readonly kind: Kind;
  /** Settled; in a preview known in part only. */
  readonly settings: object;
  readonly password: unknown;
  /** Path of the password in the input. */
  readonly property: string;
  /** True for a marker that stands for a value known later. */
  readonly isUnknown?: (value: unknown) => boolean;
}

/** Everything that is wrong with a password for this object. No message repeats it, not even in part. */
export function judgeSecretInput(input: SecretInput): readonly Failure[] {
  const { kind, settings, password, property, isUnknown = () => false } = input;
  if (!hasPassword(kind) || isUnknown(password)) return [];
  const { username, smartHostAuthMechanism } = settings as Readonly<Record<string, unknown>>;
  if (kind === "SendConnector" && smartHostAuthMechanism === "None") return [useless(property)];
  const known = typeof username === "string" && !isUnknown(username) ? username : null;
  return judgePassword({ of: kind === "RelayUser" ? "account" : "other-host", password, username: known, property });
}

function useless(property: string): Failure {
  const remedy = "name a mechanism and the username, or leave the password out.";
  const message = `${property} has no effect with smartHostAuthMechanism None: ${remedy}`;
  return { code: "RELAY_PASSWORD_INVALID", property, message };
}
