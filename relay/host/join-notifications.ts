import type { Logger } from "pino";
import type { Snapshot } from "../../model";
import { scanBody } from "../delivery";
import { type NoticeSettings, type Notifications, openNotifications } from "../notifications";
import { QueueIds } from "../session";
import type { Spool } from "../spool";
import type { NotificationWatch } from "../watch";

export interface NotificationJoin {
  readonly spool: Spool;
  readonly hostname: string;
  readonly currentSnapshot: () => Snapshot;
  readonly log: Logger;
  readonly watch: NotificationWatch;
}

/** Senders are told what the configuration in force says. */
export function joinNotifications({ spool, hostname, currentSnapshot, log, watch }: NotificationJoin): Notifications {
  const ids = new QueueIds(Date.now());
  return openNotifications({
    ...{ spool, hostname, log, watch },
    settings: () => noticeSettings(currentSnapshot()),
    nextId: () => ids.next(),
    scan: scanBody,
    clock: { now: Date.now },
  });
}

function noticeSettings({ transport, acceptedDomains, postmaster }: Snapshot): NoticeSettings {
  return { ...transport, postmaster, isOwnDomain: (domain) => acceptedDomains.match(domain) !== undefined };
}
