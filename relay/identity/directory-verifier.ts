import { type CredentialsOutcome, parseAccountName, parseMailAddress, type Snapshot } from "../../model";
import type { BoundedWork } from "./bounded-work";
import type { Directory, DirectoryAccount } from "./directory";
import type { SuccessCache } from "./success-cache";

export interface DirectoryVerifierParts {
  readonly currentSnapshot: () => Snapshot;
  readonly directory: Directory;
  readonly cache: SuccessCache<DirectoryAccount>;
  readonly work: BoundedWork;
}

/** Accounts of a directory, under names that no object here has. */
export class DirectoryVerifier {
  constructor(private readonly parts: DirectoryVerifierParts) {}

  /**
   * Name under which the directory is asked; undefined: never. Directories compare names without case, compatibility
   * forms and runs of spaces (RFC 4518), so those must not make one account several, or one here somebody else's.
   */
  nameFor(username: string): string | undefined {
    const name = username.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");
    const { users } = this.parts.currentSnapshot();
    const isTaken = users.byName(name) !== undefined || users.groupNamed(name) !== undefined;
    return isTaken || !parseAccountName(name, "").ok ? undefined : name;
  }

  remembered(name: string, password: string): CredentialsOutcome | undefined {
    const account = this.parts.cache.get(proofOf(name, password));
    return account === undefined ? undefined : this.login(name, account);
  }

  async verify(name: string, password: string): Promise<CredentialsOutcome> {
    const { directory, work, cache } = this.parts;
    // RFC 4513 §5.1.2: a bind with a name and no password succeeds, and proves nothing.
    if (password === "") return { outcome: "bad" };
    const account = await work.run(() => directory.authenticate(name, password));
    if (account === null || this.nameFor(name) === undefined) return { outcome: "bad" };
    cache.set(proofOf(name, password), account);
    return this.login(name, account);
  }

  private login(account: string, { groups, addresses }: DirectoryAccount): CredentialsOutcome {
    const { users } = this.parts.currentSnapshot();
    const known = groups.map((name) => users.groupNamed(name)).filter((name) => name !== undefined);
    const senders = addresses.filter((address) => parseMailAddress(address).ok).map((address) => address.toLowerCase());
    return { outcome: "good", account, groups: [...new Set(known)].sort(), allowedSenders: new Set(senders) };
  }
}

function proofOf(name: string, password: string): [string, string, string] {
  return ["directory", name, password];
}
