import { ALL_ADDRESSES } from "../../ip-interval";
import type { AcceptedDomainSettings } from "../../settings";
import type { LocalEndpoint, Snapshot } from "../../snapshot";
import type { ImpactKind } from "../impact-report";
import type { MailClass, MailPattern } from "../mail-class";
import type { RelayBox } from "../relay-box";
import type { ProbeIdentity } from "../relay-probe";
import { splitBox } from "./box-algebra";
import type { RuleIdentity, RuleReach } from "./gate-rules";
import { type Cell, cellOf } from "./rule-cell";
import { isRecipientKeyword } from "./rule-keys";
import { isScopeWithin } from "./scope-algebra";

/** Whether the reaches, together, are all of the rule's own, whatever host it is held against. */
export function coversAll(rule: RuleReach, reaches: readonly RuleReach[]): boolean {
  return spacesOf(rule, reaches).every(({ boxes, cell }) => {
    const left = reaches.reduce((rest, reach) => rest.flatMap((box) => without(box, cell(reach))), boxes);
    return left.length === 0;
  });
}

/** Whether one exception of a rule takes nothing away that the other one does not. */
export function isWithinReach(rule: RuleReach, one: RuleReach, other: RuleReach): boolean {
  return spacesOf(rule, [one, other]).every(({ boxes, cell }) =>
    boxes.flatMap((box) => within(box, cell(one))).every((box) => without(box, cell(other)).length === 0),
  );
}

export function doReachesMeet(rule: RuleReach, one: RuleReach, other: RuleReach): boolean {
  return spacesOf(rule, [one, other]).some(({ boxes, cell }) =>
    boxes.flatMap((box) => within(box, cell(one))).some((box) => within(box, cell(other)).length > 0),
  );
}

function within(box: RelayBox, cell: Cell | undefined): readonly RelayBox[] {
  const inside = cell === undefined ? undefined : splitBox(box, cell).inside;
  return inside === undefined ? [] : [inside];
}

function without(box: RelayBox, cell: Cell | undefined): readonly RelayBox[] {
  return cell === undefined ? [box] : splitBox(box, cell).outside;
}

/** Everything that a rule means, of one connector and kind of change. */
interface Space {
  readonly boxes: readonly RelayBox[];
  readonly cell: (reach: RuleReach) => Cell | undefined;
}

/** The rule's reach, in pieces that none of the reaches tells apart. */
function spacesOf(rule: RuleReach, reaches: readonly RuleReach[]): readonly Space[] {
  const all = [rule, ...reaches];
  const box: RelayBox = {
    addresses: ALL_ADDRESSES,
    endpoints: endpointsOf(all),
    sessions: identitiesOf(all).flatMap((identity) => [true, false].map((tls) => ({ tls, identity }))),
    senders: [NULL_SENDER, ...classesOf(all.flatMap(({ senders }) => senders ?? []))],
    recipients: classesOf(
      all.flatMap(({ recipients }) => recipients ?? []).filter((entry) => !isRecipientKeyword(entry)),
    ).flatMap(({ pattern }) => [OURS, "external.invalid"].map((domain) => ({ pattern, example: `a@${domain}` }))),
  };
  return connectorsOf(all).flatMap((connector) =>
    kindsOf(all).map((kind): Space => {
      const cell = (reach: RuleReach) => cellOf(reach, { world: ANY_WORLD, connector, kind, by: "cover" });
      return { boxes: within(box, cell(rule)), cell };
    }),
  );
}

const NULL_SENDER: MailClass = { pattern: { kind: "null" }, example: "" };

const OURS = "accepted.invalid";

/** A world in which every class has a member whose domain is accepted and one whose is not. */
const ANY_WORLD = {
  snapshot: {
    users: { byName: () => undefined },
    acceptedDomains: {
      match: (domain: string): AcceptedDomainSettings | undefined =>
        domain === OURS ? ({ domainName: OURS, matchSubDomains: false } as AcceptedDomainSettings) : undefined,
    },
  } as unknown as Snapshot,
};

/** Names that nobody has: no account, connector or domain holds a backslash. */
const ANOTHER = "\\another";

function endpointsOf(reaches: readonly RuleReach[]): readonly LocalEndpoint[] {
  const named = reaches.flatMap(({ bindings }) => bindings ?? []).map(({ address, port }) => ({ address, port }));
  const ports = [...new Set([0, ...named.map(({ port }) => port)])];
  const wildcards = ports.flatMap((port) => ["0.0.0.0", "::"].map((address) => ({ address, port })));
  return [...new Map([...named, ...wildcards].map((one) => [JSON.stringify(one), one])).values()];
}

function identitiesOf(reaches: readonly RuleReach[]): readonly ProbeIdentity[] {
  const named = reaches.flatMap(({ identities }) => identities ?? []).flatMap(membersOf);
  const others: readonly ProbeIdentity[] = [
    { kind: "anonymous" },
    { kind: "account", username: ANOTHER, by: "password" },
    { kind: "directory-account", group: null },
    { kind: "partner", domain: ANOTHER },
  ];
  return [...new Map([...named, ...others].map((one) => [JSON.stringify(one).toLowerCase(), one])).values()];
}

function membersOf(identity: RuleIdentity): readonly ProbeIdentity[] {
  if (identity.kind === "account") return [{ ...identity, by: "password" }];
  if (identity.kind === "group") return [{ kind: "directory-account", group: identity.name }];
  return identity.kind === "partner" ? [identity] : [];
}

function classesOf(entries: readonly string[]): readonly MailClass[] {
  const names = [...new Set(entries)].filter((entry) => entry !== "<>");
  const patterns = names.map((name) =>
    patternOf(
      name,
      names.filter((other) => other !== name && isScopeWithin(other, name)),
    ),
  );
  return [...patterns, { kind: "other", except: names } as const].map((pattern) => ({
    pattern,
    example: "a@b.invalid",
  }));
}

function patternOf(name: string, except: readonly string[]): MailPattern {
  if (name.includes("@")) return { kind: "address", address: name };
  return name.startsWith("*.")
    ? { kind: "below", domain: name.slice(2), except }
    : { kind: "domain", domain: name, except };
}

function connectorsOf(reaches: readonly RuleReach[]): readonly (string | null)[] {
  const names = reaches.flatMap(({ connectors }) => connectors ?? []);
  return names.length === 0 ? [null] : [...new Set([...names, ANOTHER])];
}

function kindsOf(reaches: readonly RuleReach[]): readonly (ImpactKind | null)[] {
  return reaches.some(({ kinds }) => kinds !== null) ? ["widened", "narrowed", "moved", "side-effect"] : [null];
}
