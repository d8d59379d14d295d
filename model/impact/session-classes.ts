import type { SnapshotUser, SnapshotUsers } from "../snapshot-users";
import type { HostFacts } from "./host-facts";
import type { PairSide } from "./pair-side";
import type { ProbeIdentity, ProbeSession } from "./relay-probe";

/** Sessions that no side of a pair tells apart. */
export interface SessionClass {
  readonly sessions: readonly ProbeSession[];
  /** For each side, addresses and domains that they may send as by themselves. */
  readonly allowedSenders: readonly ReadonlySet<string>[];
}

export interface SessionNames {
  readonly hosts: readonly HostFacts[];
  /** Some connector asks for certificates of partners. */
  readonly partnerDomains: readonly string[];
}

/** Every way to open a session that the sides of an analysis may answer differently. */
export function allSessions({ hosts, partnerDomains }: SessionNames): readonly ProbeSession[] {
  const accounts = new Map(
    hosts.flatMap(({ accounts }) => [...accounts]).map(([key, { username }]) => [key, username]),
  );
  const certified = new Set(
    hosts.flatMap(({ accounts }) =>
      [...accounts].flatMap(([key, { hasCertificate }]) => (hasCertificate ? [key] : [])),
    ),
  );
  const groups = new Map(hosts.flatMap(({ groups }) => [...groups]));
  const byPassword: ProbeIdentity[] = [
    { kind: "anonymous" },
    ...sorted(accounts).map(([, username]) => ({ kind: "account", username, by: "password" }) as const),
    ...[null, ...sorted(groups).map(([, name]) => name)].map(
      (group) => ({ kind: "directory-account", group }) as const,
    ),
  ];
  const byCertificate: ProbeIdentity[] = [
    ...sorted(accounts)
      .filter(([key]) => certified.has(key))
      .map(([, username]) => ({ kind: "account", username, by: "certificate" }) as const),
    ...partnerDomains.map((domain) => ({ kind: "partner", domain }) as const),
  ];
  return [
    ...byPassword.flatMap((identity) => [false, true].map((tls) => ({ tls, identity }))),
    ...byCertificate.map((identity) => ({ tls: true, identity })),
  ];
}

function sorted(names: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Sessions by how the sides of a pair take them. */
export function sessionClasses(sides: readonly PairSide[], sessions: readonly ProbeSession[]): readonly SessionClass[] {
  const classes = new Map<
    string,
    { readonly sessions: ProbeSession[]; readonly allowedSenders: ReadonlySet<string>[] }
  >();
  for (const session of sessions) {
    const facts = sides.map((side) => sessionFacts(side, session));
    const key = JSON.stringify(facts.map((one) => one.text));
    const known = classes.get(key);
    if (known === undefined) {
      classes.set(key, { sessions: [session], allowedSenders: facts.map(({ allowedSenders }) => allowedSenders) });
    } else known.sessions.push(session);
  }
  return [...classes.values()];
}

interface SessionFacts {
  readonly text: string;
  readonly allowedSenders: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();
const CLOSED: SessionFacts = { text: "closed", allowedSenders: NOBODY };

/** What a side knows of a session: equal texts are equal sessions there. */
function sessionFacts(side: PairSide, { tls, identity }: ProbeSession): SessionFacts {
  const { connector, world } = side;
  if (connector === null || (tls && !connector.offersStartTls)) return CLOSED;
  const stranger = { text: `stranger ${tls}`, allowedSenders: NOBODY };
  const { users } = world.snapshot;
  switch (identity.kind) {
    case "anonymous":
      return stranger;
    case "partner": {
      const isPartner =
        connector.settings.domainSecureEnabled &&
        world.snapshot.transport.tlsReceiveDomainSecureList.includes(identity.domain);
      return isPartner ? { ...stranger, text: `partner ${identity.domain}` } : stranger;
    }
    case "directory-account":
      if (!offersAuth(side, tls)) return CLOSED;
      return {
        text: JSON.stringify([tls, ...namedGroups(side, [knownGroup(users, identity.group)])]),
        allowedSenders: NOBODY,
      };
    case "account": {
      if (identity.by === "password")
        return offersAuth(side, tls) ? loginFacts(side, tls, users.byName(identity.username)) : CLOSED;
      const fingerprint = users.certificateOf(identity.username);
      const user = fingerprint === undefined ? undefined : users.byCertificate(fingerprint);
      return user?.enabled && !connector.externallySecured ? loginFacts(side, "certificate", user) : stranger;
    }
  }
}

function offersAuth({ connector }: PairSide, tls: boolean): boolean {
  return connector?.offersAuth === "always" || (tls && connector?.offersAuth === "with-tls");
}

function knownGroup(users: SnapshotUsers, group: string | null): string {
  return (group === null ? undefined : users.groupNamed(group)) ?? "";
}

function loginFacts(side: PairSide, by: boolean | "certificate", user: SnapshotUser | undefined): SessionFacts {
  if (!user?.enabled) return CLOSED;
  const { username, id, groups, allowedSenders } = user;
  // Of two accounts of one name only the newer one counts at MAIL.
  const isCurrent = side.world.snapshot.users.byName(username)?.id === id;
  const named = namedGroups(side, [username, ...groups]);
  return { text: JSON.stringify([by, isCurrent, named, [...allowedSenders].sort()]), allowedSenders };
}

/** Those of some principals that entries of the connector are about. */
function namedGroups({ principals }: PairSide, names: readonly string[]): readonly string[] {
  return names
    .map((name) => name.toLowerCase())
    .filter((name) => principals.has(name))
    .sort();
}
