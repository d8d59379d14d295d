import { accountLogin, type CredentialsOutcome, type Snapshot, type SnapshotUser } from "../../model";
import type { BoundedWork } from "./bounded-work";
import { matchPassword } from "./match-password";
import type { SuccessCache } from "./success-cache";

export interface AccountVerifierParts {
  readonly currentSnapshot: () => Snapshot;
  /** argon2id PHC strings that an account may log in with now (epoch milliseconds), the present password's first. */
  readonly passwordHashes: (userId: string, now: number) => Promise<readonly string[]>;
  /** Remembers the hash that matched. */
  readonly cache: SuccessCache<MatchedHash>;
  readonly work: BoundedWork;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Which password was right: the present one, or the former one while both are good. */
export type MatchedHash = { readonly of: "present" } | { readonly of: "former"; readonly hash: string };

/** No object has it: names without an account are looked up all the same, so that the time tells nothing. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Accounts of the configuration, RelayUsers. */
export class AccountVerifier {
  constructor(private readonly parts: AccountVerifierParts) {}

  /** A login that was proved lately, and still holds. */
  async remembered(user: SnapshotUser, password: string): Promise<CredentialsOutcome | undefined> {
    if (!user.enabled || user.secretVersion === null) return undefined;
    const { cache, passwordHashes, clock } = this.parts;
    const matched = cache.get(proofOf(user, user.secretVersion, password));
    if (matched === undefined) return undefined;
    // The present password has its version in the proof; the former one ends by time.
    const holds = matched.of === "present" || (await passwordHashes(user.id, clock())).includes(matched.hash);
    return holds ? accountLogin(user) : undefined;
  }

  /** Checks a password for an account, or for a name that has none: that takes as long, and is never good. */
  async verify(user: SnapshotUser | undefined, password: string): Promise<CredentialsOutcome> {
    const { work, passwordHashes, clock } = this.parts;
    const isUsable = user !== undefined && user.enabled && user.secretVersion !== null;
    const hashes = await passwordHashes(isUsable ? user.id : NOBODY, clock());
    const matching = await work.run(() => matchPassword(isUsable ? hashes : [], password));
    if (!isUsable || matching === undefined) return { outcome: "bad" };
    return this.accept(user, password, matching === hashes[0] ? { of: "present" } : { of: "former", hash: matching });
  }

  private accept(checked: SnapshotUser, password: string, matched: MatchedHash): CredentialsOutcome {
    const user = this.parts.currentSnapshot().users.byName(checked.username);
    // Changed while its password was checked: the next try is judged by what it is now.
    if (user?.id !== checked.id || !user.enabled || user.secretVersion === null) return { outcome: "bad" };
    if (user.secretVersion !== checked.secretVersion) return { outcome: "unavailable" };
    this.parts.cache.set(proofOf(user, user.secretVersion, password), matched);
    return accountLogin(user);
  }
}

function proofOf({ id }: SnapshotUser, version: string, password: string): [string, string, string] {
  return [id, version, password];
}
