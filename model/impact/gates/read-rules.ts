import { failure, read, refuse } from "../../fields/outcome";
import { ipRanges } from "../../fields/address-formats";
import type { Failure, Parsed } from "../../failure";
import type { Format } from "../../fields/field";
import { list } from "../../fields/list";
import { isNearlySame } from "../../fields/nearly-same";
import { choice, wholeNumber } from "../../fields/scalar";
import { text } from "../../fields/text";
import { knownIpRange } from "../../ip-range-text";
import { quoteValue } from "../../quote-value";
import type { RelayVerdict } from "../relay-answer";
import type { CeilingRules, GateRule, IntentRules, RuleReach } from "./gate-rules";
import { judgeExcepts } from "./judge-excepts";
import { REACH_KEYS, ROUTE_DOMAINS } from "./rule-keys";

export const RULES_VERSION = 1;
export const RULE_NAME = text({ min: 1, max: 64 });
export const MAX_ADDRESSES = wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER });
export const VERDICTS: Format<readonly RelayVerdict[]> = list({ item: choice(["relay", "accept"]), of: "verdicts" });
export const PROXY_RANGES = ipRanges({ min: 1, max: 1000, of: "trusted proxies" });
export const MOST_RULES = 1000;
export const MOST_EXCEPTS = 20;

/** Keys of a file beside `formatVersion` and `allow`. */
export const FILE_KEYS = {
  ceiling: ["verdicts", "trustedProxies"],
  intent: ["trustedProxies", "routes", "clearAuth"],
} as const;

/** Keys of a reach: `kinds` is for what changes, and a ceiling judges what is. */
export function reachKeys(gate: keyof typeof FILE_KEYS): readonly (keyof RuleReach)[] {
  const keys = Object.keys(REACH_KEYS) as (keyof RuleReach)[];
  return gate === "intent" ? keys : keys.filter((key) => key !== "kinds");
}

/** Reads a ceiling file: what may ever be allowed; or everything wrong with it, each under its path. Never throws. */
export function readCeiling(value: unknown): Parsed<CeilingRules> {
  return new RulesReader("ceiling").readFile(value, (file, reader) => ({
    gate: "ceiling",
    verdicts: reader.take(VERDICTS, file["verdicts"] ?? ["relay"], "verdicts") ?? [],
    ...reader.common(file),
  }));
}

/** Reads an intent file: what alone may change; or everything wrong with it, each under its path. Never throws. */
export function readIntent(value: unknown): Parsed<IntentRules> {
  return new RulesReader("intent").readFile(value, (file, reader) => ({
    gate: "intent",
    routes: file["routes"] === undefined ? [] : (reader.take(ROUTE_DOMAINS, file["routes"], "routes") ?? []),
    clearAuth:
      file["clearAuth"] === undefined ? [] : (reader.take(REACH_KEYS.connectors, file["clearAuth"], "clearAuth") ?? []),
    ...reader.common(file),
  }));
}

type Json = Readonly<Record<string, unknown>>;

/** Reads one file and gathers what is wrong with it. */
class RulesReader {
  private readonly failures: Failure[] = [];

  constructor(private readonly gate: keyof typeof FILE_KEYS) {}

  readFile<Rules extends CeilingRules | IntentRules>(
    value: unknown,
    readKeys: (file: Json, reader: RulesReader) => Rules,
  ): Parsed<Rules> {
    if (!isRecord(value)) return refuse("RELAY_TYPE_INVALID", this.gate, `is ${quoteValue(value)}: write an object.`);
    const version = value["formatVersion"];
    if (version !== RULES_VERSION) {
      const complaint = `is ${quoteValue(version)}: this version reads ${RULES_VERSION}.`;
      return refuse("RELAY_DOCUMENT_VERSION", "formatVersion", complaint);
    }
    this.refuseUnknown(value, ["$schema", "formatVersion", "allow", ...FILE_KEYS[this.gate]], "");
    const rules = readKeys(value, this);
    if (this.failures.length === 0)
      this.failures.push(...judgeNames(rules.allow), ...rules.allow.flatMap(judgeExcepts));
    return this.failures.length === 0 ? read(rules) : { ok: false, failures: this.failures };
  }

  common(file: Json): Pick<CeilingRules, "allow" | "trustedProxies"> {
    const { trustedProxies } = file;
    const proxies = trustedProxies === undefined ? [] : this.take(PROXY_RANGES, trustedProxies, "trustedProxies");
    return {
      allow: this.each(file["allow"], { path: "allow", max: MOST_RULES }, (rule, path) => this.rule(rule, path)),
      trustedProxies: (proxies ?? []).map(knownIpRange),
    };
  }

  take<Value>(format: Format<Value>, value: unknown, path: string): Value | undefined {
    const parsed = format.parse(value, path);
    if (parsed.ok) return parsed.value;
    this.failures.push(...parsed.failures);
    return undefined;
  }

  private rule(rule: Json, path: string): GateRule {
    this.refuseUnknown(rule, ["name", ...reachKeys(this.gate), "maxAddresses", "except"], path);
    const { name, maxAddresses: most, except } = rule;
    if (name === undefined)
      this.failures.push(failure("RELAY_PROPERTY_REQUIRED", `${path}.name`, "is missing: name the rule."));
    const excepts = except === undefined ? [] : this.excepts(except, `${path}.except`);
    return {
      name: (name === undefined ? undefined : this.take(RULE_NAME, name, `${path}.name`)) ?? "",
      path,
      ...this.reach(rule, path),
      maxAddresses: most === undefined ? null : (this.take(MAX_ADDRESSES, most, `${path}.maxAddresses`) ?? null),
      except: excepts,
    };
  }

  private excepts(value: unknown, path: string): readonly RuleReach[] {
    if (Array.isArray(value) && value.length === 0) {
      this.failures.push(failure("RELAY_LIST_INVALID", path, "is empty: leave it out, or say what is excepted."));
    }
    return this.each(value, { path, max: MOST_EXCEPTS }, (reach, at) => {
      this.refuseUnknown(reach, reachKeys(this.gate), at);
      return this.reach(reach, at);
    });
  }

  private reach(given: Json, path: string): RuleReach {
    const keys = reachKeys(this.gate);
    const value = <Value>(key: keyof RuleReach, format: Format<Value | null>): Value | null => {
      const text = given[key];
      return text === undefined || !keys.includes(key) ? null : (this.take(format, text, `${path}.${key}`) ?? null);
    };
    return {
      addresses: value("addresses", REACH_KEYS.addresses),
      bindings: value("bindings", REACH_KEYS.bindings),
      tls: value("tls", REACH_KEYS.tls),
      identities: value("identities", REACH_KEYS.identities),
      senders: value("senders", REACH_KEYS.senders),
      recipients: value("recipients", REACH_KEYS.recipients),
      connectors: value("connectors", REACH_KEYS.connectors),
      kinds: value("kinds", REACH_KEYS.kinds),
    };
  }

  private each<Item>(
    value: unknown,
    { path, max }: { readonly path: string; readonly max: number },
    readItem: (item: Json, path: string) => Item,
  ): readonly Item[] {
    if (!Array.isArray(value)) {
      this.failures.push(failure("RELAY_TYPE_INVALID", path, `is ${quoteValue(value)}: write a list of objects.`));
      return [];
    }
    if (value.length > max) {
      this.failures.push(failure("RELAY_LIST_INVALID", path, `has ${value.length} entries: write at most ${max}.`));
      return [];
    }
    return value.flatMap((item: unknown, index) => {
      const place = `${path}[${index}]`;
      if (isRecord(item)) return [readItem(item, place)];
      this.failures.push(failure("RELAY_TYPE_INVALID", place, `is ${quoteValue(item)}: write an object.`));
      return [];
    });
  }

  private refuseUnknown(given: Json, known: readonly string[], path: string): void {
    for (const key of Object.keys(given).filter((one) => !known.includes(one))) {
      const near = known.find((one) => isNearlySame(one, key));
      const hint = near === undefined ? `the keys here are ${known.join(", ")}` : `did you mean ${near}?`;
      const property = [path, /^\w{1,64}$/.test(key) ? key : quoteValue(key)].filter((part) => part !== "").join(".");
      const message = `${property}: there is no such key; ${hint}`;
      this.failures.push({
        code: "RELAY_PROPERTY_UNKNOWN",
        property,
        message: near === undefined ? `${message}.` : message,
      });
    }
  }
}

function judgeNames(rules: readonly GateRule[]): readonly Failure[] {
  const paths = new Map<string, string>();
  return rules.flatMap(({ name, path }) => {
    const known = paths.get(name);
    paths.set(name, known ?? path);
    if (known === undefined) return [];
    const complaint = `is ${quoteValue(name)}, as ${known} is: give each rule a name of its own.`;
    return [failure("RELAY_DUPLICATE_NAME", `${path}.name`, complaint)];
  });
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
