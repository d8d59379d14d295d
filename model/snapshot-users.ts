import { lowerAscii } from "./ascii-case";
import type { StoredObject } from "./stored-object";

/** An account as sessions need it. */
export interface SnapshotUser {
  readonly id: string;
  /** As declared. */
  readonly username: string;
  readonly enabled: boolean;
  /** Names of its groups, as the groups are declared. */
  readonly groups: readonly string[];
  /** Addresses and domains that it may send as, lower case: senders compare without case. */
  readonly allowedSenders: ReadonlySet<string>;
  /** Which password is stored; null: none, so nobody logs in with one. */
  readonly secretVersion: string | null;
}

/** Accounts of one revision. */
export interface SnapshotUsers {
  /** Without regard to case. */
  byName(username: string): SnapshotUser | undefined;
  /** @param fingerprint SHA-256, `AA:BB:...` */
  byCertificate(fingerprint: string): SnapshotUser | undefined;
  /** Fingerprint of a certificate of the account, without regard to case; undefined: it has none. */
  certificateOf(username: string): string | undefined;
  /** The group of this name, as it is declared; without regard to case. */
  groupNamed(name: string): string | undefined;
  /** Whether any account has a client certificate: only then is a client asked for one. */
  readonly haveCertificates: boolean;
}

/** Makes accounts findable. Of two of one name (a move within a run) the newer stands. */
export function buildSnapshotUsers(
  users: readonly StoredObject<"RelayUser">[],
  groups: readonly StoredObject<"RelayGroup">[],
): SnapshotUsers {
  const spelling = new Map(groups.map(({ settings: { name } }) => [name.toLowerCase(), name]));
  const names = new Map<string, SnapshotUser>();
  const certificates = new Map<string, SnapshotUser>();
  for (const user of users.toSorted((a, b) => a.revision - b.revision)) {
    const known = snapshotUser(user, spelling);
    names.set(known.username.toLowerCase(), known);
    for (const fingerprint of user.settings.clientCertificates) certificates.set(fingerprint, known);
  }
  return {
    byName: (username) => names.get(username.toLowerCase()),
    byCertificate: (fingerprint) => certificates.get(fingerprint),
    certificateOf: (username) => {
      const user = names.get(username.toLowerCase());
      return [...certificates].find(([, owner]) => user !== undefined && owner === user)?.[0];
    },
    groupNamed: (name) => spelling.get(name.toLowerCase()),
    haveCertificates: certificates.size > 0,
  };
}

function snapshotUser(
  { id, settings, secretVersion }: StoredObject<"RelayUser">,
  spelling: ReadonlyMap<string, string>,
): SnapshotUser {
  const { username, enabled, groups, allowedSenders } = settings;
  const known = groups.map((name) => spelling.get(name.toLowerCase())).filter((name) => name !== undefined);
  const senders = new Set(allowedSenders.map(lowerAscii));
  return { id, username, enabled, groups: known, allowedSenders: senders, secretVersion };
}
