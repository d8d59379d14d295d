import type { AcceptedDomainSettings } from "../settings";
import type { SnapshotUser, SnapshotUsers } from "../snapshot-users";
import type { RelayWorld } from "./relay-world";

/** What all connectors of a host share and answers depend on. */
export interface HostFacts {
  /** Equal when nothing differs but accounts and groups. */
  readonly domains: string;
  /** Facts of each account by its name in lower case. */
  readonly accounts: ReadonlyMap<string, AccountFacts>;
  /** Names of groups in lower case, with the spelling that is declared. */
  readonly groups: ReadonlyMap<string, string>;
}

export interface AccountFacts {
  readonly username: string;
  readonly hasCertificate: boolean;
  /** Equal when the account is worth the same. */
  readonly text: string;
}

export function hostFacts({ state, snapshot }: RelayWorld): HostFacts {
  const { tlsReceiveDomainSecureList, maxConnectionRatePerMinute } = state.transportConfig.settings;
  const domains = [...state.acceptedDomains.values()].map(({ settings }) => domainFacts(settings)).sort();
  const names = [...state.relayUsers.values()].map(({ settings }) => settings.username);
  const groups = [...state.relayGroups.values()].map(({ settings }) => settings.name);
  return {
    domains: JSON.stringify([domains, tlsReceiveDomainSecureList, maxConnectionRatePerMinute, snapshot.postmaster]),
    accounts: new Map(names.map((name) => [name.toLowerCase(), accountFacts(snapshot.users, name)])),
    groups: new Map(groups.map((name) => [name.toLowerCase(), name])),
  };
}

function domainFacts({ domainName, domainType, matchSubDomains }: AcceptedDomainSettings): string {
  return `${domainName} ${domainType} ${matchSubDomains}`;
}

function accountFacts(users: SnapshotUsers, username: string): AccountFacts {
  const certificate = users.certificateOf(username);
  return {
    username,
    hasCertificate: certificate !== undefined,
    text: JSON.stringify([
      userFacts(users.byName(username)),
      certificate === undefined ? null : userFacts(users.byCertificate(certificate)),
    ]),
  };
}

/** What an account is worth anywhere. */
function userFacts(user: SnapshotUser | undefined): unknown {
  if (user === undefined) return null;
  const { username, enabled, groups, allowedSenders } = user;
  return [username.toLowerCase(), enabled, groups.map((name) => name.toLowerCase()).sort(), [...allowedSenders].sort()];
}
