import type { SnapshotSendConnector } from "../../model";
import type { ClaimedRecipient, DueMessage } from "../spool";
import type { Job } from "./job-line";

// RFC 5321 §4.5.3.1.8: every host takes this many recipients.
const RECIPIENTS_PER_TRANSACTION = 100;

/** A job, and the lane that it belongs to. */
export interface RoutedJob {
  readonly connector: SnapshotSendConnector;
  /** Domain whose MX hosts get it; null: the connector's smart hosts do. */
  readonly domain: string | null;
  readonly job: Job;
}

export interface SortedMessage {
  readonly routed: readonly RoutedJob[];
  readonly withoutRoute: readonly ClaimedRecipient[];
}

/** Looks up the route of each recipient now, and puts those with the same one together. */
export function sortByRoute(
  due: DueMessage,
  routeRecipient: (domain: string) => SnapshotSendConnector | undefined,
): SortedMessage {
  const byLane = new Map<string, Omit<RoutedJob, "job"> & { readonly ids: number[] }>();
  const withoutRoute: ClaimedRecipient[] = [];
  for (const recipient of due.recipients) {
    const recipientDomain = domainOf(recipient.address);
    const connector = routeRecipient(recipientDomain);
    if (connector === undefined) {
      withoutRoute.push(recipient);
      continue;
    }
    const domain = connector.settings.dnsRoutingEnabled ? recipientDomain : null;
    const key = laneKey(connector, domain);
    const known = byLane.get(key);
    if (known === undefined) byLane.set(key, { connector, domain, ids: [recipient.recipientId] });
    else known.ids.push(recipient.recipientId);
  }
  const routed = [...byLane.values()].flatMap(({ ids, ...lane }) =>
    inParts(ids).map((recipientIds) => ({ ...lane, job: { ...jobFacts(due), recipientIds } })),
  );
  return { routed, withoutRoute };
}

/** One lane a connector, and with DNS routing one a domain. */
export function laneKey({ id }: SnapshotSendConnector, domain: string | null): string {
  return domain === null ? id : `${id} ${domain}`;
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
