import { type FailedMail, internetDate } from "../../model";
import { type DeliveryOptions, scanBody } from "../../relay/delivery";
import { type Notifications, type NoticeSettings, openNotifications } from "../../relay/notifications";
import type { Spool } from "../../relay/spool";
import type { MadeNotification } from "../../relay/watch";
import { ORIGIN, SILENT } from "./delivery-house";

export const HOST = "relay.contoso.com";
export const POSTMASTER = "postmaster@contoso.com";
/** An origin whose client may relay: its senders are told. */
export const RELAYING = { origin: { ...ORIGIN, mayRelay: true } } as const;

export const ORIGINAL = Buffer.from(
  `Received: by relay\r\nFrom: crm@contoso.com\r\nTo: a@fabrikam.com\r\nSubject: Invoice 4711\r\nMessage-ID: <4711@crm.contoso.com>\r\nDate: ${internetDate(0)}\r\n\r\nPlease pay.\r\n`,
);

export const SETTINGS: NoticeSettings = {
  failedMail: "notifyAuthorized" satisfies FailedMail,
  isOwnDomain: (domain) => domain === "contoso.com",
  internalDelayDsnEnabled: true,
  externalDelayDsnEnabled: true,
  internalDsnMaxMessageAttachSize: 100_000,
  externalDsnMaxMessageAttachSize: 100_000,
  generateCopyOfDsnFor: [],
  postmaster: POSTMASTER,
};

export interface NotifiedDelivery {
  readonly notices: Notifications;
  readonly made: MadeNotification[];
}

/** Notifications of a spool, with ids N1, N2 and so on. */
export function notificationsOf(
  spool: Spool,
  settings: Partial<NoticeSettings> = {},
  clock: DeliveryOptions["clock"] = Date,
): NotifiedDelivery {
  const made: MadeNotification[] = [];
  let count = 0;
  const notices = openNotifications({
    spool,
    hostname: HOST,
    settings: () => ({ ...SETTINGS, ...settings }),
    nextId: () => `N${++count}`,
    scan: scanBody,
    clock,
    log: SILENT,
    watch: { notified: (notification) => made.push(notification) },
  });
  return { notices, made };
}
