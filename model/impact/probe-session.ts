import { claimedCertificate, claimedCredentials } from "../claimed-identity";
import { decideAuth } from "../decide/decide-auth";
import { decideAuthenticated } from "../decide/decide-authenticated";
import { decideStartTls } from "../decide/decide-start-tls";
import { securedSession } from "../decide/secured-session";
import type { SessionPolicy } from "../decide/session-policy";
import type { Decision } from "../decision";
import type { RelayAnswer } from "./relay-answer";
import type { ProbeSession } from "./relay-probe";
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
  const facts = { clientCertificate: claimedCertificate(snapshot.users, identity), users: snapshot.users, at };
  return logIn(world, securedSession(policy, facts), probe);
}

function logIn({ snapshot, at }: RelayWorld, policy: SessionPolicy, { tls, identity }: ProbeSession): OpenedSession {
  const credentials = claimedCredentials(snapshot.users, identity);
  if (credentials === undefined) return { ok: true, session: policy };
  const offer = decideAuth(policy, { mechanism: "PLAIN", secure: tls, inTransaction: false });
  if (offer.action !== "accept") return { ok: false, step: "auth", decision: offer };
  const decision = decideAuthenticated(policy, credentials, at);
  const { policy: session } = decision;
  return session === undefined ? { ok: false, step: "auth", decision } : { ok: true, session };
}
