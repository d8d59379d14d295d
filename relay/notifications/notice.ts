import type { NoticeAction } from "../../model";

/** A recipient that a notification speaks of. */
export interface NoticeRecipient {
  /** Envelope address. */
  readonly address: string;
  /** ORCPT as it came: `type;xtext`. */
  readonly orcpt?: string;
  /** Enhanced status code. */
  readonly status: string;
  /** What the next hop said, or what this host found out; null: nothing worth telling. */
  readonly reply: string | null;
  /** Name or address of the host whose reply that is; null: this host's own. */
  readonly host: string | null;
}

/** Everything that a notification says. Times are epoch milliseconds. */
export interface Notice {
  readonly action: NoticeAction;
  /** Queue id of the notification. */
  readonly queueId: string;
  /** Name of this host. */
  readonly hostname: string;
  /** Address to write to for help. */
  readonly postmaster: string;
  /** The envelope sender of the message. */
  readonly to: string;
  readonly now: number;
  /** The message that it speaks of. */
  readonly about: {
    readonly queueId: string;
    readonly receivedAt: number | null;
    /** ENVID in xtext, as it came. */
    readonly envid?: string;
    /** Until when it is tried; null where nothing is tried any more. */
    readonly retryUntil: number | null;
    /** Who is written to hears of it if it fails by then. */
    readonly isFailureTold: boolean;
  };
  readonly recipients: readonly NoticeRecipient[];
}
