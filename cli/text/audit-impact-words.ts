import type { AuditItem } from "../audit/audit-item";

type Impact = NonNullable<AuditItem["impact"]>;

/** What a write changed for the world, in a line. */
export function auditImpactWords(impact: Impact): string {
  if (!impact.known) return `CANNOT TELL. ${impact.reason}`;
  const { rows, raised, leftOut, routes, proxies } = impact;
  const [first] = rows;
  const more = rows.length + leftOut - 1;
  const parts = [
    ...(first === undefined ? [] : [rowWords(first)]),
    ...(more > 0 ? [`${more} more`] : []),
    ...(raised === true ? ["somebody may do more than before, or for longer"] : []),
    ...(routes > 0 ? [`mail leaves by other ways (${routes})`] : []),
    ...(proxies.added.length > 0 ? [`PROXY headers believed from ${proxies.added.join(", ")}`] : []),
    ...(proxies.removed.length > 0 ? [`PROXY headers no longer believed from ${proxies.removed.join(", ")}`] : []),
  ];
  return parts.length === 0 ? "none" : parts.join("; ");
}

function rowWords(row: Extract<Impact, { known: true }>["rows"][number]): string {
  const { kind, severity, count, addresses, who, senders, recipients, before, after } = row;
  const where = `${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ", ..." : ""}`;
  const change = `${before.verdict} -> ${after.verdict} by ${after.connector ?? before.connector ?? "no connector"}`;
  return `${kind.toUpperCase()} (${severity}) ${count} (${where}), ${who}, ${senders} -> ${recipients}: ${change}`;
}
