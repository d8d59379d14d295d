import { NOBODYS_HASH, verifyPassword } from "./password-hash";

/**
 * The hash that a password belongs to; undefined: none. A wrong password costs the same whether an account has no hash, one,
 * or during a rotation two, so that the time tells nobody which names exist.
 */
export async function matchPassword(hashes: readonly string[], password: string): Promise<string | undefined> {
  const [present = NOBODYS_HASH, former = NOBODYS_HASH, ...others] = hashes;
  for (const hash of [present, former, ...others]) {
    if ((await verifyPassword(hash, password)) && hash !== NOBODYS_HASH) return hash;
  }
  return undefined;
}
