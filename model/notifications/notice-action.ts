import type { NotifyWord } from "../dsn-parameters";

/**
 * What a notification tells (RFC 3464 §2.3.3). This host hands mail over and never delivers it, so `delivered` is not
 * among them: `relayed` says that the next hop took a message and will not tell what becomes of it.
 */
export type NoticeAction = "failed" | "delayed" | "relayed";

const WORDS: Readonly<Record<NoticeAction, NotifyWord>> = { failed: "FAILURE", delayed: "DELAY", relayed: "SUCCESS" };

/** Whether NOTIFY asks for a notification; without it failure and delay are told (RFC 3461 §4.1). */
export function wantsNotice(action: NoticeAction, notify: readonly NotifyWord[] | undefined): boolean {
  return notify === undefined ? action !== "relayed" : notify.includes(WORDS[action]);
}
