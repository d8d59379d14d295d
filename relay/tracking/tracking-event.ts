/**
 * What can happen to a message, in the words of Exchange's message tracking log where it has one:
 * RECEIVE, SEND, DEFER, FAIL, DSN. HOLD, RELEASE, RETRY and DELETE are this host's own.
 */
export const TRACKING_EVENTS = {
  RECEIVE: "The message was accepted: it survives power loss from here on.",
  SEND: "A next hop took it for these recipients.",
  DEFER: "An attempt put these recipients off; message-info says until when.",
  FAIL: "A next hop refused these recipients for good, or they waited too long (reason=expired).",
  HOLD: "These recipients wait for somebody: no route, or an operator's wish.",
  DSN: "A delivery status notification was made; related-recipient-address says about whom.",
  RELEASE: "An operator let it go on.",
  RETRY: "An operator made it due at once.",
  DELETE: "An operator threw it away, undelivered.",
} as const;

export type TrackingEventId = keyof typeof TRACKING_EVENTS;

/** One line of the tracking log. Fields that an event has nothing for are "". */
export interface TrackingEvent {
  /** RFC 3339. */
  readonly at: string;
  readonly event: TrackingEventId;
  readonly source: "SMTP" | "ROUTING" | "ADMIN" | "DSN";
  readonly clientIp: string;
  readonly clientHostname: string;
  readonly serverIp: string;
  readonly serverHostname: string;
  /** Session id at RECEIVE, reply of the next hop at SEND, DEFER and FAIL. */
  readonly context: string;
  /** `host\connector` of a receive connector, name of a send connector. */
  readonly connector: string;
  readonly queueId: string;
  readonly messageId: string;
  readonly recipients: readonly string[];
  /** Replies by recipient, where they differ from each other; else one or none. */
  readonly statuses: readonly string[];
  readonly bytes: number | null;
  readonly relatedRecipients: readonly string[];
  /** What the event belongs to: the queue id a DSN is about, the token that an operator used. */
  readonly reference: string;
  /** "" is the null sender, and unknown at later events. */
  readonly sender: string;
  /** `key=value` pairs: rights, principal, next-attempt and so on. */
  readonly info: Readonly<Record<string, string>>;
}
