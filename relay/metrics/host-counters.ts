import type { RecipientEvent } from "../queue";
import type {
  AuthenticationResult,
  DeliveryAttempt,
  DeliveryWatch,
  MadeNotification,
  NotificationWatch,
  ReceivedMessage,
  RefusedAnswer,
  SessionWatch,
} from "../watch";
import { Counter } from "./counter";
import { Histogram } from "./histogram";
import { METRICS } from "./metric-catalogue";

/** Label of what no connector or host stands for. */
const NONE = "none";
/** Label of next hops that DNS named: there may be thousands. */
const MX = "mx";

const COMMIT_BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const DELIVERY_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What still has a place in the configuration: series of anything else are forgotten. */
export interface KnownNames {
  readonly receiveConnectors: ReadonlySet<string>;
  /** `host:port` of every smart host. */
  readonly smartHosts: ReadonlySet<string>;
}

/** Counts what sessions and delivery tell. */
export class HostCounters implements SessionWatch, DeliveryWatch, NotificationWatch {
  readonly connections = new Counter(METRICS.relay_smtp_connections_total);
  readonly rejects = new Counter(METRICS.relay_smtp_rejects_total);
  readonly messages = new Counter(METRICS.relay_messages_accepted_total);
  readonly bytes = new Counter(METRICS.relay_messages_accepted_bytes_total);
  readonly decisions = new Counter(METRICS.relay_relay_decisions_total);
  readonly logins = new Counter(METRICS.relay_auth_attempts_total);
  readonly attempts = new Counter(METRICS.relay_delivery_attempts_total);
  readonly recipients = new Counter(METRICS.relay_delivery_recipients_total);
  readonly notifications = new Counter(METRICS.relay_notifications_total);
  readonly deliverySeconds = new Histogram(DELIVERY_BOUNDS);
  readonly commitSeconds = new Histogram(COMMIT_BOUNDS);
  readonly #smartHosts: () => ReadonlySet<string>;

  /** @param smartHosts Those of the configuration in force. */
  constructor(smartHosts: () => ReadonlySet<string>) {
    this.#smartHosts = smartHosts;
  }

  connected(connector: string): void {
    this.connections.add([connector, "accepted"]);
  }

  turnedAway(refused: RefusedAnswer): void {
    this.connections.add([refused.connector ?? NONE, "refused"]);
    this.refused(refused);
  }

  refused({ connector, reply, reason, by }: RefusedAnswer): void {
    // The session's last word may be a friendly one.
    if (reply.code < 400) return;
    const name = connector ?? NONE;
    this.rejects.add([name, reply.code.toString(), reply.enhancedCode || NONE, reason ?? "protocol"]);
    if (by?.right !== undefined) this.decisions.add([name, by.right, "refused"]);
  }

  recipientAccepted(connector: string, { right }: Parameters<SessionWatch["recipientAccepted"]>[1]): void {
    this.decisions.add([connector, right ?? NONE, "accepted"]);
  }

  authenticated(mechanism: string, result: AuthenticationResult): void {
    this.logins.add([mechanism, result]);
  }

  received({ message, bytes }: ReceivedMessage): void {
    const name = [message.origin.connectorName];
    this.messages.add(name);
    this.bytes.add(name, bytes);
  }

  attempted({ nextHop, seconds, recipients }: DeliveryAttempt): void {
    const host = nextHop === null ? NONE : this.#smartHosts().has(nextHop) ? nextHop : MX;
    this.attempts.add([host, resultOf(recipients.map(({ event }) => event.type))]);
    for (const { event } of recipients) this.recipients.add([event.type]);
    if (seconds !== null) this.deliverySeconds.observe(seconds);
  }

  notified({ kind }: MadeNotification): void {
    this.notifications.add([kind]);
  }

  prune({ receiveConnectors, smartHosts }: KnownNames): void {
    const isConnector = (name: string) => name === NONE || name === "other" || receiveConnectors.has(name);
    for (const counter of [this.connections, this.rejects, this.messages, this.bytes, this.decisions])
      counter.keepOnly("connector", isConnector);
    this.attempts.keepOnly("next_hop", (host) => host === NONE || host === MX || smartHosts.has(host));
  }
}

/** An attempt is what became of most of its recipients; where they differ, it is `mixed`. */
function resultOf(types: readonly RecipientEvent["type"][]): string {
  const [first = NONE] = types;
  return types.every((type) => type === first) ? first : "mixed";
}
