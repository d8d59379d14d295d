import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { ConfigState } from "../../model";
import { type DiskRoom, smartHostNames } from "../control-api";
import type { LogLimits } from "../log-files";
import { HostCounters } from "../metrics";
import type { RelayOptions } from "../options";
import { TrackingLog } from "../tracking";
import type { DeliveryWatch, NotificationWatch, QueueWatch, SessionWatch } from "../watch";

/** Everything that somebody may tell. */
export type HostWatch = SessionWatch & DeliveryWatch & QueueWatch & NotificationWatch;

/** @param limits What is kept. */
export function openTracking({ dataDir, hostName }: RelayOptions, limits: LogLimits, log: Logger): TrackingLog {
  const onError = (error: Error) => log.error({ err: error }, "the message tracking log cannot be written");
  return new TrackingLog({ directory: join(dataDir, "message-tracking"), hostName, limits, clock: Date.now, onError });
}

/** Counters whose next hops are those of the configuration in force. */
export function openCounters(state: () => ConfigState): HostCounters {
  let known: { readonly of: ConfigState["sendConnectors"]; readonly names: ReadonlySet<string> } | undefined;
  return new HostCounters(() => {
    const { sendConnectors } = state();
    if (known?.of !== sendConnectors) known = { of: sendConnectors, names: smartHostNames({ sendConnectors }) };
    return known.names;
  });
}

interface Watchers {
  readonly counters: HostCounters;
  /** Null: switched off. */
  readonly tracking: TrackingLog | null;
  readonly log: Logger;
}

/** What is told goes to metrics, to the tracking log and, where it is rare or asked for, to the log. */
export function watchHost({ counters, tracking, log }: Watchers): HostWatch {
  return {
    connected: (connector) => counters.connected(connector),
    turnedAway: (refused) => counters.turnedAway(refused),
    refused: (refused) => counters.refused(refused),
    recipientAccepted: (connector, by) => counters.recipientAccepted(connector, by),
    authenticated: (mechanism, result) => counters.authenticated(mechanism, result),
    received: (received) => {
      counters.received(received);
      tracking?.received(received);
      if (!log.isLevelEnabled("debug")) return;
      const { message, messageId, bytes } = received;
      const { queueId, sender, origin, recipients } = message;
      const facts = { session: origin.sessionId, queueId, messageId, client: origin.clientAddress, sender, bytes };
      log.debug({ ...facts, connector: origin.connectorName, recipients: recipients.length }, "accepted");
    },
    attempted: (attempt) => {
      counters.attempted(attempt);
      tracking?.attempted(attempt);
      if (!log.isLevelEnabled("debug")) return;
      const { queueId, connector, nextHop, seconds, recipients } = attempt;
      log.debug({ queueId, connector, nextHop, seconds, recipients }, "attempted");
    },
    operated: (operation) => {
      tracking?.operated(operation);
      log.info({ ...operation }, "an operator changed the queue");
    },
    notified: (made) => {
      counters.notified(made);
      tracking?.notified(made);
      const { queueId, about, kind } = made;
      log.info({ queueId, about, kind }, "a delivery status notification was made");
    },
  };
}

/** Room where a directory lies; null when the system does not tell. */
export async function diskRoom(directory: string): Promise<DiskRoom | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}
