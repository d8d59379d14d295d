import type { Snapshot } from "../../../model";
import { snapshotOf } from "../../../model/snapshot-fixture";
import { createCredentialVerifier } from "../../../relay/identity";

/** Who fails to log in, by the name that is tried. A stranger must not tell them apart. */
export const LOGIN_KINDS = {
  "an account": "crm",
  "an account with a former password": "rotated",
  "a disabled account": "off",
  "an account without password": "bare",
  "no account": "nobody",
  "a name that no account can have": "no\\body",
  "a very long name": "n".repeat(9000),
} as const;

export type LoginKind = keyof typeof LOGIN_KINDS;

const USERS = [
  { id: "crm", username: "crm" },
  { id: "rotated", username: "rotated" },
  { id: "off", username: "off", enabled: false },
  { id: "bare", username: "bare" },
] as const;

/** Logins against accounts of every kind, each from a client of its own so that nobody is slowed down. */
export function loginKinds(hashes: readonly [present: string, former: string]) {
  const snapshot = withPasswords(snapshotOf({ relayUsers: USERS }));
  const [present, former] = hashes;
  const hashesOf: Readonly<Record<string, readonly string[]>> = {
    crm: [present],
    rotated: [present, former],
    off: [present],
  };
  const verify = createCredentialVerifier({
    currentSnapshot: () => snapshot,
    passwordHashes: async (id) => hashesOf[id] ?? [],
    directory: null,
    clock: Date.now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  let client = 0;
  return (kind: LoginKind, password: string) => {
    client++;
    return verify(LOGIN_KINDS[kind], password, `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`);
  };
}

function withPasswords(made: Snapshot): Snapshot {
  const byName = (name: string) => {
    const user = made.users.byName(name);
    return user && { ...user, secretVersion: user.username === "bare" ? null : "v1" };
  };
  return { ...made, users: { ...made.users, byName } };
}
