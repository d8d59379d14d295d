import type { RelayConnectorArgs } from "./relay-connector-args";

/** Notes on a connector that its permissions carry too. */
export type SharedNotes = Pick<RelayConnectorArgs, "owner" | "reason" | "ticket" | "adoptExisting">;

export function sharedNotes({ owner, reason, ticket, adoptExisting }: SharedNotes): SharedNotes {
  return { owner, reason, ticket, adoptExisting };
}
