import { timingSafeEqual } from "node:crypto";
import { findObject, judgeSecretInput, type Kind, type PreparedSecret, type SettingsOf } from "../../model";
import { ApiProblem } from "./api-problem";
import type { ControlApiParts } from "./control-api-parts";

/** What a body says about secrets. Left out: they stay; null: removed. */
export interface SecretsBody {
  readonly password?: string | null;
}

/** Settings with the secrets that came beside them. */
export interface SecretWish {
  readonly kind: Kind;
  readonly settings: SettingsOf[Kind];
  readonly secrets: SecretsBody | undefined;
  /** The object to update; null for a create. */
  readonly id: string | null;
}

type Secrets = Pick<ControlApiParts, "store" | "passwords" | "now">;

/**
 * Makes a password ready to be stored: hashed or sealed. The one that is stored already stays under its version, so that a
 * request whose answer was lost can be repeated, and a write that changes something else is no new password.
 *
 * @throws ApiProblem when the password is not acceptable; it never repeats it
 */
export async function prepareSecret(
  parts: Secrets,
  { kind, settings, secrets, id }: SecretWish,
): Promise<PreparedSecret | undefined> {
  const password = secrets?.password;
  if (password === undefined) return undefined;
  if (password === null) return { action: "remove" };
  refuseBadPassword(kind, settings, password);
  const version = id === null ? null : (findObject(parts.store.state, kind, id)?.secretVersion ?? null);
  if (id !== null && version !== null && (await isStored(parts, kind, { id, password }))) {
    return { action: "keep", version };
  }
  return kind === "RelayUser"
    ? { action: "set", form: "hash", value: await parts.passwords.hash(password) }
    : { action: "set", form: "sealed", value: await parts.store.secrets.seal(password) };
}

function refuseBadPassword(kind: Kind, settings: SettingsOf[Kind], password: string): void {
  const failures = judgeSecretInput({ kind, settings, password, property: "secrets.password" });
  const [first] = failures;
  if (first === undefined) return;
  throw new ApiProblem("RELAY_INPUT_INVALID", first.message, { failures, property: first.property });
}

async function isStored(
  { store, passwords, now }: Secrets,
  kind: Kind,
  { id, password }: { readonly id: string; readonly password: string },
): Promise<boolean> {
  if (kind === "SendConnector") {
    // One that cannot be read any more is no password: it is set anew.
    const stored = await store.secrets.sendConnectorPassword(id).catch(() => null);
    return isSame(stored, password);
  }
  const [present] = await store.secrets.passwordHashes(id, now());
  return present !== undefined && passwords.verify(present, password);
}

function isSame(stored: string | null, given: string): boolean {
  const [one, other] = [Buffer.from(stored ?? ""), Buffer.from(given)];
  return stored !== null && one.length === other.length && timingSafeEqual(one, other);
}
