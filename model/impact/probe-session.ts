import { accountLogin } from "../decide/account-login";
import { decideAuth } from "../decide/decide-auth";
import { decideAuthenticated } from "../decide/decide-authenticated";
import { decideStartTls } from "../decide/decide-start-tls";
import type { ClientCertificate, CredentialsOutcome } from "../decide/facts";
import { securedSession } from "../decide/secured-session";
import type { SessionPolicy } from "../decide/session-policy";
import type { Decision } from "../decision";
import { certificateOf } from "./account-certificate";
import type { RelayAnswer } from "./relay-answer";
import type { ProbeIdentity, ProbeSession } from "./relay-probe";
import type { RelayWorld } from "./relay-world";

/** A session ready for MAIL, or the command that was refused on the way. */
export type OpenedSession =
  | { readonly ok: true; readonly session: SessionPolicy }
  | { readonly ok: false; readonly step: RelayAnswer["step"]; readonly decision: Decision };

/** STARTTLS and AUTH as the probe has them, by the functions that decide the sessions themselves. */
export function openProbeSession(world: RelayWorld, policy: SessionPolicy, probe: ProbeSession): OpenedSession {
  const { tls, identity } = probe;
  if (!tls) return logIn(world, policy, probe);
  const startTls = decideStartTls(policy, { secure: false });
  if (startTls.action !== "accept") return { ok: false, step: "starttls", decision: startTls };
  const { snapshot, at } = world;
  const facts = { clientCertificate: shownCertificate(world, identity), users: snapshot.users, at };
  return logIn(world, securedSession(policy, facts), probe);
}

function logIn({ snapshot, at }: RelayWorld, policy: SessionPolicy, { tls, identity }: ProbeSession): OpenedSession {
  const credentials = credentialsOf(snapshot.users, identity);
  if (credentials === undefined) return { ok: true, session: policy };
  const offer = decideAuth(policy, { mechanism: "PLAIN", secure: tls, inTransaction: false });
  if (offer.action !== "accept") return { ok: false, step: "auth", decision: offer };
  const decision = decideAuthenticated(policy, credentials, at);
  const { policy: session } = decision;
  return session === undefined ? { ok: false, step: "auth", decision } : { ok: true, session };
}

/** Everybody named is taken for one that knows the password. Undefined: the probe does not log in. */
function credentialsOf(
  users: SessionPolicy["snapshot"]["users"],
  identity: ProbeIdentity,
): CredentialsOutcome | undefined {
  if (identity.kind === "directory-account") return directoryLogin(users, identity.group);
  if (identity.kind !== "account" || identity.by !== "password") return undefined;
  const user = users.byName(identity.username);
  return user?.enabled ? accountLogin(user) : { outcome: "bad" };
}

// No RelayUser's name holds a backslash, so nobody is meant by accident.
const DIRECTORY_ACCOUNT = "\\directory account";

function directoryLogin(users: SessionPolicy["snapshot"]["users"], group: string | null): CredentialsOutcome {
  const known = group === null ? undefined : users.groupNamed(group);
  const groups = known === undefined ? [] : [known];
  return { outcome: "good", account: DIRECTORY_ACCOUNT, groups, allowedSenders: new Set() };
}

function shownCertificate(world: RelayWorld, identity: ProbeIdentity): ClientCertificate | null {
  if (identity.kind === "partner") {
    return { fingerprint: "", names: [identity.domain], isCurrent: true, isTrusted: true };
  }
  if (identity.kind !== "account" || identity.by !== "certificate") return null;
  const fingerprint = certificateOf(world.state, identity.username);
  return fingerprint === undefined ? null : { fingerprint, names: [], isCurrent: true, isTrusted: false };
}
