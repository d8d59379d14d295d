import type { DecidedBy } from "../decision";
import type { EffectiveRights } from "../effective-rights";
import type { ExtendedRight } from "../extended-right";
import type { Selection } from "../snapshot";
import { heldRights } from "./intersect-rights";
import { identityOn } from "./session-identity";
import type { MissingRight, SessionIdentity, SessionRights } from "./session-policy";

export interface SessionRightsQuestion {
  readonly selection: Selection;
  readonly identity: SessionIdentity;
  /** Canonical client address. */
  readonly client: string;
  /** Epoch milliseconds; absent: nothing has expired, and MAIL judges again. */
  readonly at?: number;
}

const ANY_RECIPIENT: ExtendedRight = "ms-Exch-SMTP-Accept-Any-Recipient";
const NO_RIGHTS: SessionRights = { granted: new Map(), missing: new Map() };

/**
 * Rights of a session: those of its principals on its connector, less relay that is withheld, and while the range is
 * held, less what the successor does not grant. Computed at connect, after AUTH, and at each MAIL, since time takes
 * rights away.
 */
export function sessionRights(question: SessionRightsQuestion): SessionRights {
  const own = ownRights(question);
  const { held } = question.selection;
  if (held === null) return own;
  const { successor } = held;
  return heldRights(own, successor === null ? NO_RIGHTS : ownRights({ ...question, selection: successor }));
}

function ownRights({ selection, identity: given, client, at = -Infinity }: SessionRightsQuestion): SessionRights {
  const { connector, range } = selection;
  const identity = identityOn(connector, given);
  const rights = tracedRights(connector.rightsOf(identity.principals, at), range);
  // Accounts and partners have said who they are.
  const isStranger = identity.kind === "anonymous" || identity.kind === "externally-secured";
  const isWithheld = isStranger && !connector.mayRelayUnauthenticated(client);
  return isWithheld ? withholdRelay(rights) : rights;
}

function withholdRelay(rights: SessionRights): SessionRights {
  const by = rights.granted.get(ANY_RECIPIENT);
  if (by === undefined) return rights;
  const granted = new Map(rights.granted);
  granted.delete(ANY_RECIPIENT);
  return { granted, missing: new Map(rights.missing).set(ANY_RECIPIENT, { reason: "wide-relay-withheld", by }) };
}

// A connector answers with the same object for the same principals, so that sessions of one range share theirs.
const TRACED = new WeakMap<EffectiveRights, Map<string, SessionRights>>();

function tracedRights(rights: EffectiveRights, range: string): SessionRights {
  const byRange = TRACED.get(rights) ?? new Map<string, SessionRights>();
  TRACED.set(rights, byRange);
  const known = byRange.get(range);
  if (known !== undefined) return known;
  const traced = trace(rights, range);
  byRange.set(range, traced);
  return traced;
}

function trace({ granted, denied, expired }: EffectiveRights, range: string): SessionRights {
  const withRange = (by: DecidedBy): DecidedBy => ({ ...by, range });
  const missing = (reason: MissingRight["reason"], by: DecidedBy): MissingRight => ({ reason, by: withRange(by) });
  return {
    granted: new Map([...granted].map(([right, by]) => [right, withRange(by)])),
    missing: new Map([
      ...[...expired].map(([right, by]) => [right, missing("expired", by)] as const),
      ...[...denied].map(([right, by]) => [right, missing("denied", by)] as const),
    ]),
  };
}
