import { linesOf, linesWith, logChunks } from "./log-chunks";
import type { TrackedMessage } from "./tracked-message";
import type { TrackingEvent } from "./tracking-event";
import { readTrackingLine } from "./tracking-line";

/** Which messages somebody looks for: all that is given must hold. */
export interface TrackingQuery {
  /** A queue id, or a Message-ID with or without its angle brackets. */
  readonly id?: string;
  /** Envelope addresses, compared without case. */
  readonly sender?: string;
  readonly recipient?: string;
  /** Epoch milliseconds: only messages that came from then on. */
  readonly since?: number;
  readonly limit: number;
}

/**
 * Looks through log files, newest first: once for the messages that are meant, and once more for all that is said of
 * them.
 */
export async function findTracked(paths: readonly string[], query: TrackingQuery): Promise<readonly TrackedMessage[]> {
  const ids = await meantIds(paths, query);
  const events = new Map<string, TrackingEvent[]>([...ids].map((id) => [id, []]));
  for (const path of ids.size === 0 ? [] : paths.toReversed()) {
    for await (const piece of logChunks(path)) for (const event of eventsOf(piece, ids)) take(events, event);
  }
  return [...events].map(([queueId, list]) => ({ queueId, events: list })).filter((found) => found.events.length > 0);
}

// Few ids are looked for where they stand; beyond that, reading each line is cheaper.
const FEW = 8;

function eventsOf(piece: string, ids: ReadonlySet<string>): readonly TrackingEvent[] {
  const isFew = ids.size <= FEW;
  const lines = isFew ? new Set([...ids].flatMap((id) => linesWith(piece, id))) : linesOf(piece);
  const events = [...lines].flatMap((line) => readTrackingLine(line) ?? []);
  return isFew && ids.size > 1
    ? events.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    : events;
}

/** A DSN is an event of the message that it speaks of, and the first one of its own. */
function take(events: ReadonlyMap<string, TrackingEvent[]>, event: TrackingEvent): void {
  events.get(event.queueId)?.push(event);
  if (event.event === "DSN" && event.reference !== event.queueId) events.get(event.reference)?.push(event);
}

async function meantIds(paths: readonly string[], query: TrackingQuery): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const path of paths) {
    const found: string[] = [];
    for await (const piece of logChunks(path)) found.push(...meantIn(piece, query));
    for (const id of found.reverse()) if (ids.size < query.limit) ids.add(id);
    if (ids.size >= query.limit) break;
  }
  return ids;
}

function meantIn(piece: string, query: TrackingQuery): readonly string[] {
  const { id } = query;
  const lines = id === undefined ? linesOf(piece) : linesWith(piece, bare(id));
  return lines
    .map(readTrackingLine)
    .filter((event) => event !== undefined && isMeant(event, query))
    .map((event) => (event as TrackingEvent).queueId);
}

/** Events that a message begins with: they alone say from whom. */
const BEGIN: ReadonlySet<string> = new Set(["RECEIVE", "DSN"]);

function isMeant(event: TrackingEvent, { id, sender, recipient, since = 0 }: TrackingQuery): boolean {
  if (id !== undefined && event.queueId !== id && !isMessageId(event, id)) return false;
  if (id === undefined && !BEGIN.has(event.event)) return false;
  if (sender !== undefined && !isSame(event.sender, sender)) return false;
  if (recipient !== undefined && !event.recipients.some((address) => isSame(address, recipient))) return false;
  return Date.parse(event.at) >= since;
}

function isMessageId({ messageId }: TrackingEvent, id: string): boolean {
  return messageId !== "" && bare(messageId) === bare(id);
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, "");
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
