import { StoreError } from "../store-error";

// SQLSTATE 08 connection, 53 out of something, 57P0x shut down, 25P03 and 57014 timed out, 25006 a standby, 28 not let in, 3D no database.
const AWAY = /^(08|53|57P|25P03|25P04|25006|57014|28|3D)/;
// Somebody else's write was in the way: 40001, 40P01, 55P03.
const IN_THE_WAY = /^(40001|40P01|55P03)$/;
// The database refuses by itself to say more; its connection is good.
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What a fault of the database means: whether the connection is lost, and whether doing it again may help. */
export interface PostgresFault {
  readonly kind: "away" | "in-the-way" | "wrong";
  readonly message: string;
}

/** Judges an error of the driver. Those without SQLSTATE come from the network or the driver: nothing answered. */
export function postgresFault(error: unknown): PostgresFault {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const text = message === undefined || message === "" ? "no answer" : message;
  if (isOurs(error)) return { kind: "wrong", message: text };
  if (code === undefined || !SQLSTATE.test(code)) return { kind: "away", message: text };
  if (IN_THE_WAY.test(code)) return { kind: "in-the-way", message: `${text} (SQLSTATE ${code})` };
  return { kind: AWAY.test(code) ? "away" : "wrong", message: `${text} (SQLSTATE ${code})` };
}

/** A mistake in this program: the driver throws plain errors, or such with a code. */
function isOurs(error: unknown): boolean {
  return error instanceof StoreError || error instanceof TypeError || error instanceof RangeError;
}

/** @param label The database, without its password */
export function asStoreError(error: unknown, label: string): Error {
  if (isOurs(error)) return error as Error;
  const { kind, message } = postgresFault(error);
  if (kind === "wrong")
    return new StoreError("RELAY_STORE_DAMAGED", `The config store ${label} says: ${message}.`, { cause: error });
  const why = kind === "away" ? "does not answer" : "is kept by another host's write";
  const text = `The config store ${label} ${why}: ${message}. Nothing was changed.`;
  return new StoreError("RELAY_STORE_UNAVAILABLE", text, { cause: error });
}

/** The answer to COMMIT was lost, and the database cannot be asked. */
export function outcomeUnknown(error: unknown, label: string): StoreError {
  const { message } = postgresFault(error);
  const text = `The config store ${label} went away during a commit (${message}), and it is not known whether the change was made. Look before you send it again.`;
  return new StoreError("RELAY_STORE_OUTCOME_UNKNOWN", text, { cause: error });
}
