import fc from "fast-check";
import { lowerAscii } from "../../ascii-case";
import { parseIpAddress } from "../../ip-address";
import { rangeContains } from "../../ip-range";
import { answerProbe } from "../answer-probe";
import { compareWorlds } from "../compare-worlds";
import type { ImpactKind } from "../impact-report";
import { isInBox, standInEndpoint } from "../is-in-box-fixture";
import { PROPERTY_RUNS as numRuns } from "../property-runs-fixture";
import { RANDOM_PROBE } from "../random-probes-fixture";
import {
  ADDRESSES,
  BINDINGS,
  DOMAINS,
  GROUP_NAMES,
  RANDOM_PAIR,
  RANDOM_WORLD,
  RANGES,
  USERNAMES,
} from "../random-worlds-fixture";
import type { RelayProbe } from "../relay-probe";
import type { RelayWorld } from "../relay-world";
import { whoCan } from "../who-can";
import { wideBase } from "../../wide-accepted-domain";
import type { GateViolation } from "./gate-result";
import type { CeilingRules, GateRule, IntentRules, RuleIdentity, RuleReach } from "./gate-rules";
import { judgeCeiling } from "./judge-ceiling";
import { judgeIntent } from "./judge-intent";
import { namedValues } from "./named-values";
import { readCeiling, readIntent } from "./read-rules";

/** A key now and then. */
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const some = (values: readonly string[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const SCOPES = [...ADDRESSES, ...DOMAINS, ...DOMAINS.map((domain) => `*.${domain}`)];

const IDENTITIES = [
  ...[
    "anonymous",
    "any-account",
    "directory-account",
    "any-partner",
    "partner:contoso.com",
    "partner:fabrikam.com",
    "account:nobody",
  ],
  ...USERNAMES.map((name) => `account:${name}`),
  ...GROUP_NAMES.map((name) => `group:${name.toLowerCase()}`),
];

const reach = {
  addresses: maybe(some(RANGES)),
  bindings: maybe(some([...new Set(BINDINGS)])),
  tls: maybe(fc.constantFrom("required", "none", "any")),
  identities: maybe(some(IDENTITIES, 5)),
  senders: maybe(some(["<>", ...SCOPES], 4)),
  recipients: maybe(some(["external", "accepted", ...SCOPES], 4)),
  connectors: maybe(some(["connector 0", "CONNECTOR 1", "connector 2", "renamed 0"])),
};
const kinds = maybe(fc.uniqueArray(fc.constantFrom("widened", "narrowed", "moved", "side-effect"), { minLength: 1 }));

function rules(more: object) {
  const except = fc.array(fc.record({ ...reach, ...more }), { maxLength: 2 });
  const rule = fc.record({ ...reach, ...more, except });
  return fc
    .array(rule, { maxLength: 3 })
    .map((all) => all.map((given, place): Draft => ({ ...given, name: `rule ${place}` })));
}

/** What is written as undefined is left out, and so are exceptions that the reader would refuse. */
function fileOf<Rules>(
  given: object,
  allow: readonly Draft[],
  read: (file: unknown) => { ok: boolean; value?: Rules },
): Rules {
  const file = (rules: readonly object[]): unknown =>
    JSON.parse(JSON.stringify({ formatVersion: 1, ...given, allow: rules }));
  const good = allow.map(({ except, ...rest }) => {
    const within = except.map((one) => partOf(rest, one));
    const wanted = [within, within.slice(0, 1), within.slice(1)].filter((some) => some.length > 0);
    const kept = wanted.find((some) => read(file([{ ...rest, except: some }])).ok);
    return kept === undefined ? rest : { ...rest, except: kept };
  });
  const parsed = read(file(good));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.value as Rules;
}

type Draft = Readonly<Record<string, unknown>> & { readonly except: readonly object[] };

/** An exception with values of its rule where the rule has some. */
function partOf(rule: object, except: object): object {
  const values = new Map(Object.entries(rule));
  return Object.fromEntries(
    Object.entries(except).map(([key, value]) => {
      const own: unknown = values.get(key);
      if (value === undefined || own === undefined) return [key, value];
      return [key, Array.isArray(own) ? own.slice(0, 1) : undefined];
    }),
  );
}

const CEILING = fc
  .tuple(rules({}), fc.constantFrom(["relay"], ["relay", "accept"]))
  .map(([allow, verdicts]) =>
    fileOf<CeilingRules>({ verdicts, trustedProxies: ["0.0.0.0/0", "::/0"] }, allow, readCeiling),
  );
const INTENT = rules({ kinds }).map((allow) => fileOf<IntentRules>({}, allow, readIntent));

interface Point {
  readonly probe: RelayProbe;
  readonly world: RelayWorld;
  readonly worlds: readonly RelayWorld[];
  readonly connector: string | null;
  readonly kind: ImpactKind | null;
}

/** What the documentation of rules says, for one point. */
function isAllowed(allow: readonly GateRule[], point: Point): boolean {
  return allow.some(
    (rule) => isWithin(rule, point) && !rule.except.some((except) => isWithin(except, point, "except")),
  );
}

function isWithin(given: RuleReach, { probe, world, worlds, connector, kind }: Point, as?: "except"): boolean {
  const { client, session, sender, recipient } = probe;
  const address = parseIpAddress(client);
  const local = standInEndpoint(probe.local, worlds);
  const domain = world.snapshot.acceptedDomains.match(recipient.slice(recipient.lastIndexOf("@") + 1));
  const isOurs =
    !recipient.includes("@") || (domain !== undefined && wideBase(domain) === undefined && !recipient.includes("["));
  const isAny = local.address === "0.0.0.0" || local.address === "::";
  return [
    given.addresses?.some((range) => address !== undefined && rangeContains(range, address)),
    given.bindings?.some(({ family, address: bound, isWildcard, port }) => {
      const isFamily = (family === 6) === local.address.includes(":") && port === local.port;
      return isFamily && (isWildcard || bound === local.address || (isAny && as === "except"));
    }),
    given.tls === null ? undefined : session.tls === (given.tls === "required"),
    given.identities?.some((identity) => isIdentity(identity, point(probe, world))),
    given.senders?.some((entry) => isInScope(entry, sender)),
    given.recipients?.some((entry) => entry === (isOurs ? "accepted" : "external") || isInScope(entry, recipient)),
    given.connectors?.some((name) => name.toLowerCase() === connector?.toLowerCase()),
    given.kinds?.some((one) => one === kind),
  ].every((judged) => judged !== false);
}

const point = (probe: RelayProbe, world: RelayWorld) => ({ identity: probe.session.identity, world });

function isIdentity(rule: RuleIdentity, { identity, world }: ReturnType<typeof point>): boolean {
  const isSame = (a: string, b: string | null) => a.toLowerCase() === b?.toLowerCase();
  const groups =
    identity.kind === "account"
      ? (world.snapshot.users.byName(identity.username)?.groups ?? [])
      : identity.kind === "directory-account" && identity.group !== null
        ? [identity.group]
        : [];
  const isAccount = identity.kind === "account" || identity.kind === "directory-account";
  switch (rule.kind) {
    case "anonymous":
      return identity.kind === "anonymous";
    case "any-account":
      return isAccount;
    case "account":
      return identity.kind === "account" && isSame(rule.username, identity.username);
    case "group":
      return groups.some((group) => isSame(rule.name, group));
    case "directory-account":
      return identity.kind === "directory-account";
    case "any-partner":
      return identity.kind === "partner";
    case "partner":
      return identity.kind === "partner" && identity.domain === rule.domain;
  }
}

function isInScope(entry: string, address: string): boolean {
  if (entry === "<>" || address === "") return entry === "<>" && address === "";
  if (!address.includes("@")) return false;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (entry.includes("@")) return lowerAscii(entry) === lowerAscii(address);
  return entry.startsWith("*.") ? domain.endsWith(entry.slice(1)) : domain === entry;
}

function isLeftOver(violations: readonly GateViolation[], probe: RelayProbe, worlds: readonly RelayWorld[]): boolean {
  return violations.some((violation) => violation.kind === "not-covered" && isInBox(violation.rest, probe, worlds));
}

/** Sessions as the worlds know them: who shows what nobody knows is a stranger, to rules too. */
function isPlain({ session: { identity } }: RelayProbe, worlds: readonly RelayWorld[]): boolean {
  if (identity.kind === "partner") return false;
  if (identity.kind === "account") return worlds.some(({ snapshot }) => snapshot.users.byName(identity.username));
  return (
    identity.kind !== "directory-account" ||
    identity.group === null ||
    worlds.every(({ snapshot }) => snapshot.users.groupNamed(identity.group ?? ""))
  );
}

test("a ceiling leaves over exactly what is allowed and no rule allows, and each witness is one of it", () => {
  fc.assert(
    fc.property(RANDOM_WORLD, CEILING, fc.array(RANDOM_PROBE, { maxLength: 30 }), (world, ceiling, probes) => {
      const grants = whoCan(world, { named: namedValues(ceiling), verdicts: ceiling.verdicts });
      const { outcome, violations } = judgeCeiling(ceiling, { grants, world });
      const needs = (probe: RelayProbe) => {
        const { verdict, connector } = answerProbe(world, probe);
        const isJudged = ceiling.verdicts.includes(verdict);
        return isJudged && !isAllowed(ceiling.allow, { probe, world, worlds: [world], connector, kind: null });
      };
      expect(outcome).toBe(violations.length === 0 ? "pass" : "fail");
      const witnesses = grants.map(({ witness }) => witness);
      for (const probe of [...witnesses, ...probes.filter((one) => isPlain(one, [world]))]) {
        expect([probe, isLeftOver(violations, probe, [world])]).toEqual([probe, needs(probe)]);
      }
      for (const violation of violations) {
        if (violation.kind === "not-covered") expect([violation, needs(violation.witness)]).toEqual([violation, true]);
      }
    }),
    { numRuns },
  );
}, 120_000);

test("an intent leaves over exactly what changes and no rule allows", () => {
  const probes = fc.array(RANDOM_PROBE, { maxLength: 30 });
  fc.assert(
    fc.property(RANDOM_PAIR, INTENT, probes, ({ before, after }, intent, points) => {
      const worlds = [before, after];
      const report = compareWorlds(before, after, { named: namedValues(intent) });
      const { violations } = judgeIntent(intent, { report, before, after });
      const witnesses = report.rows.map(({ witness }) => witness);
      for (const probe of [...witnesses, ...points.filter((one) => isPlain(one, worlds))]) {
        const row = report.rows.find(({ box }) => isInBox(box, probe, worlds));
        const [world, answer] = row?.kind === "narrowed" ? [before, row.before] : [after, row?.after];
        const subject = { probe, world, worlds, connector: answer?.connector ?? null, kind: row?.kind ?? null };
        const needsRule = row !== undefined && !isAllowed(intent.allow, subject);
        expect([probe, isLeftOver(violations, probe, worlds)]).toEqual([probe, needsRule]);
      }
    }),
    { numRuns },
  );
}, 120_000);
