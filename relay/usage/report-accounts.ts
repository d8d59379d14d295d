import type { ReportParts } from "./usage-report";
import { countsOf, type ReportedAccount } from "./reported-use";
import { UsageCell } from "./usage-cell";

/** Every RelayUser, with what it did on all connectors together, in order of names. */
export function reportAccounts({ book, state }: ReportParts): readonly ReportedAccount[] {
  const used = new Map<string, UsageCell>();
  for (const { principals } of book.connectors.values()) {
    for (const cell of principals.values()) {
      const name = cell.name.toLowerCase();
      const sum = used.get(name) ?? new UsageCell("principal", "", cell.name, "");
      sum.absorb(cell);
      used.set(name, sum);
    }
  }
  return [...state.relayUsers.values()]
    .map(({ settings, owner, createdAt }) => ({
      username: settings.username,
      isEnabled: settings.enabled,
      owner,
      since: Math.max(book.since, createdAt),
      ...countsOf(used.get(settings.username.toLowerCase())),
    }))
    .sort((one, other) => (one.username < other.username ? -1 : 1));
}
