import type { DriftItem, DriftReport } from "./drift-report";
import type { FindingKind } from "./finding";
import type { PropertyDrift } from "./compare-properties";
import type { Change } from "./trace-changes";
import { changeWords } from "../text/change-words";
import { plural } from "../text/plural";
import { shortHash } from "../text/short-hash";

/** What each kind of finding is called. */
export const TITLES: Readonly<Record<FindingKind, string>> = {
  changed: "CHANGED",
  "password-changed": "PASSWORD CHANGED",
  deleted: "DELETED",
  pending: "PENDING",
  "not-made": "NOT MADE YET",
  taken: "TAKEN OVER",
  superseded: "SUPERSEDED",
  "undeclared-right": "UNDECLARED RIGHT",
  undeclared: "UNDECLARED",
  "left-over": "LEFT OVER",
  "other-stack": "OTHER STACK",
};

/** `state prod.json of stack acme/crm/prod -> relay.contoso.com (http://127.0.0.1:8025), revision 12`. */
export function comparedWords({ source, host }: DriftReport): string {
  const of = source.stack === null ? "" : ` of stack ${source.stack}`;
  return `${source.kind} ${source.label}${of} -> ${host.name} (${host.endpoint}), revision ${host.revision}`;
}

/** `3 drifts`, `no drift`. */
export function countWords({ drift }: Pick<DriftReport, "drift">): string {
  return drift.length === 0 ? "no drift" : plural(drift.length, "drift");
}

/** `ReceiveConnector "CRM Application"`. */
export function objectWords({ object }: DriftItem): string {
  return `${object.kind} "${object.name}"`;
}

/** Resource, line and commit that declare it, as far as they are known; "" for nobody's. */
export function declaredWords({ object: { stack, logicalId, declaredAt, commit } }: DriftItem): string {
  if (stack === null) return "declared by nobody";
  const place = [logicalId, declaredAt, commit === null ? null : `commit ${shortHash(commit)}`];
  return `declared by stack ${stack}: ${place.filter((part) => part !== null).join(", ")}`;
}

/** `remoteIpRanges: - 192.168.2.55-192.168.2.56, + 192.168.2.0/24`: what is declared, then what is there. */
export function propertyWords({ property, declared, actual, isSecret }: PropertyDrift): string {
  if (isSecret === true) return `${property}: changed (a secret of the program)`;
  return `${property}: ${changeWords(declared, actual)}`;
}

/** Who made a change: `token "admin" by hand on 2026-11-24T14:00:00.000Z from 10.1.2.3 (remoteIpRanges; audit entry 12)`. */
export function whoWords({ tokenName, stack, commit, at, address, properties, sequence, action }: Change): string {
  const how =
    stack === null ? "by hand" : `for stack ${stack}${commit === null ? "" : ` at commit ${shortHash(commit)}`}`;
  const from = address === null ? "" : ` from ${address}`;
  const what = properties.length === 0 ? action : properties.join(", ");
  return `token "${tokenName}" ${how} at ${at}${from} (${what}; audit entry ${sequence})`;
}

const MOST_INFORMATION = 20;

/** What is no drift, in lines: other stacks by their number of objects, as a host may have thousands. */
export function informationWords({ information }: DriftReport): readonly string[] {
  const others = information.filter(({ kind }) => kind === "other-stack");
  const lines = information
    .filter(({ kind }) => kind !== "other-stack")
    .map((item) => `${TITLES[item.kind].toLowerCase()}: ${objectWords(item)}, ${declaredWords(item)}. ${item.up.text}`);
  const more = lines.length - MOST_INFORMATION;
  const stacks = Map.groupBy(others, ({ object }) => object.stack ?? "");
  return [
    ...lines.slice(0, MOST_INFORMATION),
    ...(more > 0 ? [`and ${more} more: --output json shows all`] : []),
    ...[...stacks]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([stack, items]) => `${plural(items.length, "object")} of stack ${stack}`),
  ];
}
