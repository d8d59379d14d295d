import type { Notices } from "../delivery";
import type { Clock, EventLog, Spool } from "../spool";
import { NO_NOTIFICATION_WATCH, type NotificationWatch } from "../watch";
import type { NoticeSettings } from "./notice-settings";
import { NoticeWriter, type NoticeWriterParts } from "./notice-writer";
import { NotificationDesk } from "./notification-desk";
import { PostmasterDesk } from "./postmaster-desk";

export interface NotificationOptions {
  readonly spool: Pick<Spool, "begin"> & { readonly claims: Pick<Spool["claims"], "content"> };
  readonly hostname: string;
  readonly settings: () => NoticeSettings;
  /** Makes queue ids that are unique for ever. */
  readonly nextId: () => string;
  readonly scan: NoticeWriterParts["scan"];
  readonly clock: Clock;
  readonly log: EventLog;
  /** @default nobody is told */
  readonly watch?: NotificationWatch;
}

export interface Notifications extends Notices {
  /** Tells the postmaster what there still is to tell. The spool must be open. */
  close(): Promise<void>;
}

/** Joins the parts that write notifications. */
export function openNotifications(options: NotificationOptions): Notifications {
  const { spool, hostname, settings, nextId, scan, clock, log, watch = NO_NOTIFICATION_WATCH } = options;
  const writer = new NoticeWriter({ spool, hostname, scan });
  const postmaster = () => settings().postmaster;
  const postmasters = new PostmasterDesk({ writer, hostname, postmaster, nextId, clock, log });
  const desk = new NotificationDesk({
    ...{ writer, postmasters, hostname, settings, nextId, clock, log, watch },
    claims: spool.claims,
  });
  return {
    ended: (ending) => desk.ended(ending),
    delayed: (delay) => desk.delayed(delay),
    alarms: () => desk.alarms(),
    close: () => postmasters.close(),
  };
}
