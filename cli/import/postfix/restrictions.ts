import { type IpAddress, rangeContains } from "../../../model";
import { basename } from "node:path";
import type { InputFile } from "../input/read-input-file";
import { isMember, type NetworkRule } from "./client-networks";
import type { PostfixSettings } from "./postfix-settings";
import { type CidrRule, readCidrTable } from "./read-cidr-table";

/** A restriction, as far as the client's address decides it. */
type Check =
  | { readonly kind: "permit" | "reject" | "mynetworks" | "sasl" | "unauth-destination" }
  | { readonly kind: "table"; readonly rules: readonly TableRule[] };

interface TableRule extends CidrRule {
  readonly outcome: "permit" | "reject" | "dunno" | "mynetworks";
}

export interface RestrictionList {
  readonly name: string;
  readonly checks: readonly Check[];
}

const PLAIN: Readonly<Record<string, Check>> = {
  permit: { kind: "permit" },
  reject: { kind: "reject" },
  defer: { kind: "reject" },
  permit_mynetworks: { kind: "mynetworks" },
  permit_sasl_authenticated: { kind: "sasl" },
  reject_unauth_destination: { kind: "unauth-destination" },
  defer_unauth_destination: { kind: "unauth-destination" },
};

/** Reads a list of restrictions; those that no connector can express go to the report. */
export function readRestrictions(
  name: string,
  settings: PostfixSettings,
  tables: readonly InputFile[],
): RestrictionList {
  const items = [...settings.list(name)];
  const checks: Check[] = [];
  for (let item = items.shift(); item !== undefined; item = items.shift()) {
    const plain = PLAIN[item.toLowerCase()];
    if (plain !== undefined) checks.push(plain);
    else if (item === "check_client_access") checks.push(...tableCheck(name, items.shift() ?? "", settings, tables));
    else {
      const argument = /^(?:check_|reject_rbl|reject_rhsbl|permit_dnswl|permit_rhswl|warn_if_reject)/.test(item)
        ? items.shift()
        : undefined;
      const whole = argument === undefined ? item : `${item} ${argument}`;
      const effect = /^permit|access/.test(item) ? "nobody is let in, or kept out, by it" : "it refuses nothing here";
      settings.leftOut(name, `${whole}: no connector can express it; ${effect}.`);
    }
  }
  return { name, checks };
}

function tableCheck(
  name: string,
  table: string,
  settings: PostfixSettings,
  files: readonly InputFile[],
): readonly Check[] {
  const [, type = "", path = ""] = /^(\w+):(.*)$/.exec(table) ?? [];
  const file = files.find((given) => given.file === path || basename(given.file) === basename(path));
  if (type !== "cidr") {
    settings.leftOut(name, `check_client_access ${table}: only cidr: tables are read.`);
    return [];
  }
  if (file === undefined) {
    settings.leftOut(name, `check_client_access ${table}: name this file on the command line as well.`);
    return [];
  }
  return [
    { kind: "table", rules: readCidrTable(file).map((rule) => ({ ...rule, outcome: outcomeOf(rule, settings) })) },
  ];
}

// access(5): digits alone are OK.
function outcomeOf({ action, place }: CidrRule, { report }: PostfixSettings): TableRule["outcome"] {
  const word = action.split(/[\s,]+/)[0]?.toLowerCase() ?? "";
  if (word === "ok" || word === "permit" || (/^\d+$/.test(action) && !/^[45]\d\d$/.test(action))) return "permit";
  if (/^(?:reject|drop|defer|defer_if_\w+|discard|[45]\d\d)$/.test(word)) return "reject";
  if (word === "permit_mynetworks") return "mynetworks";
  if (word !== "dunno") {
    const message = `${action}: no connector can express it; the client is treated as if the line were not there.`;
    report.leftOut({ place, subject: "check_client_access", parameter: null, message });
  }
  return "dunno";
}

export type Destination = "own" | "foreign";

/** What a list says of an anonymous client: it goes on to the next list, or is refused. */
export function passes(
  list: RestrictionList,
  client: IpAddress,
  networks: readonly NetworkRule[],
  to: Destination,
): boolean {
  for (const check of list.checks) {
    const outcome = outcomeFor(check, client, networks, to);
    if (outcome !== "dunno") return outcome === "permit";
  }
  return true;
}

function outcomeFor(check: Check, client: IpAddress, networks: readonly NetworkRule[], to: Destination) {
  switch (check.kind) {
    case "permit":
    case "reject":
      return check.kind;
    case "mynetworks":
      return isMember(networks, client) ? "permit" : "dunno";
    case "sasl":
      return "dunno";
    case "unauth-destination":
      return to === "foreign" ? "reject" : "dunno";
    case "table": {
      const rule = check.rules.find(({ range, isNegated }) => rangeContains(range, client) !== isNegated);
      if (rule?.outcome === "mynetworks") return isMember(networks, client) ? "permit" : "dunno";
      return rule?.outcome ?? "dunno";
    }
  }
}

/** Every range that a list looks at. */
export function rangesOf(lists: readonly RestrictionList[]) {
  return lists.flatMap(({ checks }) => checks.flatMap((check) => (check.kind === "table" ? check.rules : [])));
}

/** Whether a list lets clients who have logged in send anywhere. */
export function permitsLogin({ checks }: RestrictionList): boolean {
  const stop = checks.findIndex(({ kind }) => kind === "unauth-destination" || kind === "reject");
  const sasl = checks.findIndex(({ kind }) => kind === "sasl" || kind === "permit");
  return sasl >= 0 ? stop < 0 || sasl < stop : stop < 0;
}
