/** A delivery status notification that was made, and is durable. */
export interface MadeNotification {
  /** Its own queue id. */
  readonly queueId: string;
  readonly messageId: string;
  readonly bytes: number;
  /** Who it goes to. */
  readonly recipient: string;
  readonly kind: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  /** Queue id of the message that it speaks of. */
  readonly about: string;
  /** Recipients that it speaks of. */
  readonly aboutRecipients: readonly string[];
}

/** What the maker of notifications tells. */
export interface NotificationWatch {
  notified(made: MadeNotification): void;
}

export const NO_NOTIFICATION_WATCH: NotificationWatch = { notified: () => undefined };
