import { describeGrant, culpritOf, relayWithoutLogin, type RelayWithoutLogin } from "../relay-without-login";
import type { Finding } from "../finding";
import type { RelayRule } from "../rule";
import type { StackSubject } from "../stack-subject";

const NOTES = ["owner", "reason", "ticket"] as const;

/** What must be said about relay without a login. */
export interface RelayNeedsOwnerAndExpiryConfig {
  readonly require: readonly ("expiresAt" | (typeof NOTES)[number])[];
  /** Days from now within which the relay must end. */
  readonly mostDays: number;
}

const DEFAULT_REQUIRE = ["owner", "expiresAt"] as const;
const DAY_MS = 86_400_000;
/** The last moment that a Date can say. */
const END_OF_TIME = 8.64e15;

export const RELAY_NEEDS_OWNER_AND_EXPIRY: RelayRule<RelayNeedsOwnerAndExpiryConfig> = {
  name: "relay-needs-owner-and-expiry",
  title: "Relay without a login has an owner and an end",
  description: "Where clients relay without a login, somebody answers for it, and it ends unless it is renewed.",
  remedy: "Set owner and expiresAt on the connector, or on each ConnectorPermission that lets its clients relay.",
  level: "advisory",
  severity: "medium",
  scope: "stack",
  config: {
    require: {
      type: "array",
      items: { type: "string", enum: ["owner", "expiresAt", "reason", "ticket"] },
      minItems: 1,
      uniqueItems: true,
      default: [...DEFAULT_REQUIRE],
      description: "What must be set.",
    },
    mostDays: {
      type: "integer",
      minimum: 1,
      description: "Days from now within which the relay must end; left out: at any time.",
    },
  },
  judge: (subject, { require: required = DEFAULT_REQUIRE, mostDays }) => {
    const lasting = required.includes("expiresAt") ? lastingRelay(subject, mostDays) : new Set<string>();
    const late = mostDays === undefined ? "never expires" : `does not expire within ${mostDays} days`;
    return relayWithoutLogin(subject).flatMap((relay): readonly Finding[] => {
      const missing = NOTES.filter((note) => required.includes(note) && !isSaid(relay, note));
      const wrong = [
        ...(missing.length > 0 ? [`has no ${missing.join(" and no ")}`] : []),
        ...(lasting.has(relay.connector.urn) ? [late] : []),
      ];
      if (wrong.length === 0) return [];
      const message = `Relay of ${relay.who} clients ${describeGrant(relay)} ${wrong.join(" and ")}.`;
      return [{ urn: culpritOf(relay).urn, message }];
    });
  },
};

/**
 * URNs of the connectors over which clients still relay at the last moment. Asked at that moment itself: of two entries
 * that grant the same, one that never expires is enough to go on.
 */
function lastingRelay(subject: StackSubject, mostDays: number | undefined): ReadonlySet<string> {
  const last = mostDays === undefined ? END_OF_TIME : subject.at + mostDays * DAY_MS;
  return new Set(relayWithoutLogin(subject, subject.worldAt(last)).map(({ connector }) => connector.urn));
}

/** Said of the connector, it is said of everything on it; else each entry that grants has to say it. */
function isSaid({ connector, grantedBy }: RelayWithoutLogin, note: (typeof NOTES)[number]): boolean {
  if (connector.settings[note] !== null) return true;
  return grantedBy.length > 0 && grantedBy.every(({ settings }) => "owner" in settings && settings[note] !== null);
}
