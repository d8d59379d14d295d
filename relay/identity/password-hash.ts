import { hash, verify } from "@node-rs/argon2";
import { readPasswordHash } from "../../model";

// OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash that no password has, of the cost of new ones: what names without a password are checked against. */
export const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** argon2id PHC string of a password, with a new salt; works on a thread of its own for some 10 ms. */
export function hashPassword(password: string): Promise<string> {
  // The package's default algorithm is argon2id; its enum exists only in types.
  return hash(password, COST);
}

/** Whether a password belongs to a PHC string; a string beyond the accepted limits is never computed. */
export async function verifyPassword(phc: string, password: string): Promise<boolean> {
  if (readPasswordHash(phc) === undefined) return false;
  return verify(phc, password);
}
