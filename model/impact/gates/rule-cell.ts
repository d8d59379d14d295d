import { parseIpAddress } from "../../ip-address";
import type { IpRange } from "../../ip-range";
import type { LocalEndpoint } from "../../snapshot";
import { wideBase } from "../../wide-accepted-domain";
import type { ImpactKind } from "../impact-report";
import type { MailClass } from "../mail-class";
import type { ProbeIdentity, ProbeSession } from "../relay-probe";
import type { RelayWorld } from "../relay-world";
import type { RuleIdentity, RuleReach } from "./gate-rules";
import { isRecipientKeyword } from "./rule-keys";
import { doScopesCover, doScopesTouch } from "./scope-algebra";

/** A product set by which boxes are cut: addresses by ranges, everything else piece by piece. Null: everything. */
export interface Cell {
  /** Sorted, disjoint, merged. */
  readonly addresses: readonly IpRange[] | null;
  endpoint(endpoint: LocalEndpoint): boolean;
  session(session: ProbeSession): boolean;
  sender(sender: MailClass): boolean;
  recipient(recipient: MailClass): boolean;
}

/** What a reach is held against. */
export interface CellContext {
  /** Says who is in which group, and whose domains are accepted. */
  readonly world: Pick<RelayWorld, "snapshot">;
  /** Connector that serves the box; null: none does. */
  readonly connector: string | null;
  /** Null: nothing changes. */
  readonly kind: ImpactKind | null;
  /**
   * A piece that is only partly within the reach is not `covered` by it, and is `touched` by it. Rules must cover and
   * exceptions need only touch, so that what cannot be told apart is never allowed by accident.
   */
  readonly by: "cover" | "touch";
}

/** The part of boxes that a reach means; undefined: none of this connector and kind. */
export function cellOf(reach: RuleReach, { world, connector, kind, by }: CellContext): Cell | undefined {
  const { addresses, bindings, tls, identities, senders, recipients } = reach;
  if (!isNamed(reach.connectors, connector) || !isOneOf(reach.kinds, kind)) return undefined;
  const scopes = by === "cover" ? doScopesCover : doScopesTouch;
  const named = (recipients ?? []).filter((entry) => !isRecipientKeyword(entry));
  return {
    addresses,
    endpoint: (endpoint) => bindings === null || bindings.some((binding) => holds(binding, endpoint, by)),
    session: ({ tls: isSecure, identity }) =>
      (tls === null || isSecure === (tls === "required")) &&
      (identities === null || identities.some((one) => isMeant(one, identity, world))),
    sender: ({ pattern }) => senders === null || scopes(senders, pattern),
    recipient: (recipient) =>
      recipients === null ||
      scopes(named, recipient.pattern) ||
      recipients.includes(isAccepted(recipient, world) ? "accepted" : "external"),
  };
}

function isNamed(names: readonly string[] | null, name: string | null): boolean {
  return names === null || (name !== null && names.some((one) => one.toLowerCase() === name.toLowerCase()));
}

function isOneOf<Value>(values: readonly Value[] | null, value: Value | null): boolean {
  return values === null || (value !== null && values.includes(value));
}

function holds(
  { family, address, isWildcard, port }: NonNullable<RuleReach["bindings"]>[number],
  endpoint: LocalEndpoint,
  by: CellContext["by"],
): boolean {
  const local = parseIpAddress(endpoint.address);
  if (endpoint.port !== port || local?.family !== family) return false;
  // The wildcard of a box is every local address that nothing is bound to: this one may be among them.
  const isAnyLocal = BigInt(local.value) === 0n;
  return isWildcard || address === endpoint.address || (isAnyLocal && by === "touch");
}

function isMeant(rule: RuleIdentity, identity: ProbeIdentity, { snapshot }: CellContext["world"]): boolean {
  switch (identity.kind) {
    case "anonymous":
      return rule.kind === "anonymous";
    case "partner":
      return rule.kind === "any-partner" || (rule.kind === "partner" && rule.domain === identity.domain);
    case "account": {
      if (rule.kind === "account") return isSame(rule.username, identity.username);
      const groups = rule.kind === "group" ? (snapshot.users.byName(identity.username)?.groups ?? []) : [];
      return rule.kind === "any-account" || (rule.kind === "group" && groups.some((group) => isSame(group, rule.name)));
    }
    case "directory-account":
      if (rule.kind === "group") return identity.group !== null && isSame(identity.group, rule.name);
      return rule.kind === "any-account" || rule.kind === "directory-account";
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A domain that covers domains of strangers is external, whatever it is called, as in verdicts. */
function isAccepted({ pattern, example }: MailClass, { snapshot }: CellContext["world"]): boolean {
  if (pattern.kind === "postmaster") return true;
  const domain = snapshot.acceptedDomains.match(example.slice(example.lastIndexOf("@") + 1).toLowerCase());
  return domain !== undefined && wideBase(domain) === undefined;
}
