/** What a directory knows of somebody who proved who he is there. */
export interface DirectoryAccount {
  /** Names of groups, as the directory spells them; most mean nothing here. */
  readonly groups: readonly string[];
  /** Mail addresses that are his. */
  readonly addresses: readonly string[];
}

/** Accounts that are kept elsewhere. */
export interface Directory {
  /**
   * Null: no such account, or another password.
   *
   * @throws Error when the directory cannot say
   */
  authenticate(username: string, password: string): Promise<DirectoryAccount | null>;
  close(): Promise<void>;
}
