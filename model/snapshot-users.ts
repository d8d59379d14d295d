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
  /** Fingerprint of a certificate that stands for the account, without regard to case; undefined: none does. */
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
  const shown = new Map<string, string>();
  for (const user of users.toSorted((a, b) => a.revision - b.revision)) {
    const known = snapshotUser(user, spelling);
    const name = known.username.toLowerCase();
    names.set(name, known);
    const { clientCertificates } = user.settings;
    for (const fingerprint of clientCertificates) certificates.set(fingerprint, known);
    if (clientCertificates[0] !== undefined) shown.set(name, clientCertificates[0]);
  }
  return {
    byName: (username) => names.get(username.toLowerCase()),
    byCertificate: (fingerprint) => certificates.get(fingerprint),
    certificateOf: (username) => shown.get(username.toLowerCase()),
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
