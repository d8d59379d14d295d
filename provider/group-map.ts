/** Members under several keys each: who shares a key with whom is one look-up. */
export class GroupMap {
  private readonly groups = new Map<string, Set<string>>();
  private readonly keys = new Map<string, readonly string[]>();

  /** Puts a member under these keys and takes it from all others. */
  set(member: string, keys: readonly string[]): void {
    for (const key of this.keys.get(member) ?? []) this.groups.get(key)?.delete(member);
    this.keys.set(member, keys);
    for (const key of keys) {
      const group = this.groups.get(key);
      if (group === undefined) this.groups.set(key, new Set([member]));
      else group.add(member);
    }
  }

  members(key: string): ReadonlySet<string> {
    return this.groups.get(key) ?? NOBODY;
  }
}

const NOBODY: ReadonlySet<string> = new Set();
