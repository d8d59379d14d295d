import type { SnapshotSendConnector } from "../../model";
import type { ClaimedRecipient, DueMessage } from "../spool";
import type { Job } from "./route-lane";

// RFC 5321 §4.5.3.1.8: every host takes this many recipients.
const RECIPIENTS_PER_TRANSACTION = 100;

export interface SortedMessage {
  readonly routed: readonly { readonly connector: SnapshotSendConnector; readonly job: Job }[];
  readonly withoutRoute: readonly ClaimedRecipient[];
}

/** Looks up the route of each recipient now, and puts those with the same one together. */
export function sortByRoute(
  due: DueMessage,
  routeRecipient: (domain: string) => SnapshotSendConnector | undefined,
): SortedMessage {
  const byConnector = new Map<string, { readonly connector: SnapshotSendConnector; readonly ids: number[] }>();
  const withoutRoute: ClaimedRecipient[] = [];
  for (const recipient of due.recipients) {
    const connector = routeRecipient(domainOf(recipient.address));
    if (connector === undefined) {
      withoutRoute.push(recipient);
      continue;
    }
    const known = byConnector.get(connector.id);
    if (known === undefined) byConnector.set(connector.id, { connector, ids: [recipient.recipientId] });
    else known.ids.push(recipient.recipientId);
  }
  const routed = [...byConnector.values()].flatMap(({ connector, ids }) =>
    inParts(ids).map((recipientIds) => ({ connector, job: { ...jobFacts(due), recipientIds } })),
  );
  return { routed, withoutRoute };
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function jobFacts({ queueId, lifetimeFrom }: DueMessage): Omit<Job, "recipientIds"> {
  return { queueId, lifetimeFrom };
}

function inParts(ids: readonly number[]): readonly (readonly number[])[] {
  const parts: (readonly number[])[] = [];
  for (let from = 0; from < ids.length; from += RECIPIENTS_PER_TRANSACTION) {
    parts.push(ids.slice(from, from + RECIPIENTS_PER_TRANSACTION));
  }
  return parts;
}
