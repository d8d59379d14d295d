import type { FailedMail } from "../../model";

/** What the configuration in force says of notifications. */
export interface NoticeSettings {
  /** TransportConfig.failedMail. */
  readonly failedMail: FailedMail;
  /** Whether a domain (lower-case A-labels) is ours: its senders are internal ones. */
  readonly isOwnDomain: (domain: string) => boolean;
  readonly internalDelayDsnEnabled: boolean;
  readonly externalDelayDsnEnabled: boolean;
  /** Bytes of the largest message that goes back whole. */
  readonly internalDsnMaxMessageAttachSize: number;
  readonly externalDsnMaxMessageAttachSize: number;
  /** Status codes whose notifications the postmaster gets a copy of. */
  readonly generateCopyOfDsnFor: readonly string[];
  /** Null: there is none. */
  readonly postmaster: string | null;
}

/** The settings for one sender, by where its domain is. */
export interface SenderSettings {
  readonly isDelayTold: boolean;
  /** Bytes. */
  readonly largestEnclosed: number;
}

export function settingsFor(sender: string, settings: NoticeSettings): SenderSettings {
  const isInternal = settings.isOwnDomain(sender.slice(sender.lastIndexOf("@") + 1));
  return isInternal
    ? {
        isDelayTold: settings.internalDelayDsnEnabled,
        largestEnclosed: settings.internalDsnMaxMessageAttachSize,
      }
    : {
        isDelayTold: settings.externalDelayDsnEnabled,
        largestEnclosed: settings.externalDsnMaxMessageAttachSize,
      };
}
