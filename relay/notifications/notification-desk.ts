import {
  EXPIRED_STATUS,
  type FailureFate,
  judgeFailure,
  judgeNews,
  type NoticeAction,
  type NoticeQuestion,
  statusOfDelay,
  statusOfRefusal,
} from "../../model";
import type { Delay, Ending, Notices, ToldRecipient } from "../delivery";
import type { Clock, DeliveryClaims, EventLog, MessageContent, RecipientOutcome } from "../spool";
import type { NotificationWatch } from "../watch";
import type { NoticeRecipient } from "./notice";
import { type NoticeSettings, settingsFor } from "./notice-settings";
import type { NoticeWriter } from "./notice-writer";
import type { PostmasterDesk } from "./postmaster-desk";

export interface NotificationDeskParts {
  readonly claims: Pick<DeliveryClaims, "content">;
  readonly writer: NoticeWriter;
  readonly postmasters: PostmasterDesk;
  readonly hostname: string;
  /** By the configuration in force now. */
  readonly settings: () => NoticeSettings;
  readonly nextId: () => string;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly watch: NotificationWatch;
}

/** Makes the notifications that senders are owed. */
export class NotificationDesk implements Notices {
  readonly #parts: NotificationDeskParts;

  constructor(parts: NotificationDeskParts) {
    this.#parts = parts;
  }

  async ended(ending: Ending): Promise<readonly RecipientOutcome[]> {
    const content = await this.#content(ending.queueId);
    if (content === undefined) return ending.recipients.map(asItWas);
    const failed = ending.recipients.filter(({ event }) => event.type !== "delivered");
    const relayed = ending.recipients.filter(({ event }) => event.type === "delivered");
    if (relayed.length > 0) await this.#tellRelayed(relayed, { ending, content });
    return [...relayed.map(asItWas), ...(await this.#endFailed(failed, { ending, content }))];
  }

  async delayed(delay: Delay): Promise<readonly RecipientOutcome[]> {
    const { queueId, recipients, reply, host } = delay;
    const content = await this.#content(queueId);
    if (content === undefined) return [];
    const { isDelayTold } = settingsFor(content.sender, this.#parts.settings());
    const wanted = recipients.filter(
      (recipient) => isDelayTold && judgeNews("delayed", this.#question(recipient, content)),
    );
    const told = wanted.map((recipient) => ({ ...recipient, status: statusOfDelay(reply), reply, host }));
    if (told.length > 0) {
      const made = await this.#make("delayed", { queueId, content, told, retryUntil: delay.retryUntil });
      if (made === undefined) return [];
    }
    return recipients.map(({ recipientId }) => ({ recipientId, event: { type: "delay-told" } }));
  }

  alarms(): readonly string[] {
    return this.#parts.postmasters.alarms();
  }

  async #tellRelayed(recipients: readonly ToldRecipient[], { ending, content }: EndContext): Promise<void> {
    const told = recipients
      .filter((recipient) => judgeNews("relayed", this.#question(recipient, content)))
      .map((recipient) => ({ ...recipient, status: "2.0.0", reply: replyOf(recipient), host: ending.host }));
    if (told.length > 0) await this.#make("relayed", { queueId: ending.queueId, content, told, retryUntil: null });
  }

  async #endFailed(
    recipients: readonly ToldRecipient[],
    { ending: { queueId, host }, content }: EndContext,
  ): Promise<readonly RecipientOutcome[]> {
    const fates = new Map(recipients.map((one) => [one, judgeFailure(this.#question(one, content))]));
    const told = recipients
      .filter((recipient) => fates.get(recipient) === "notify")
      .map((recipient) => ({ ...recipient, ...verdictOf(recipient, host) }));
    const made = told.length > 0 ? await this.#make("failed", { queueId, content, told, retryUntil: null }) : undefined;
    if (content.sender === "" && recipients.length > 0) this.#parts.postmasters.tell({ queueId, recipients });
    return recipients.map((recipient) => outcomeOf(recipient, fates.get(recipient) ?? "hold", made));
  }

  #question({ recipientId }: { readonly recipientId: number }, content: MessageContent): NoticeQuestion {
    const { sender, recipientDsn, origin } = content;
    // Mail that an earlier version stored says only who the client counted as.
    const mayRelay = origin !== undefined && (origin.mayRelay ?? origin.authAs !== "Anonymous");
    const { failedMail } = this.#parts.settings();
    return { sender, notify: recipientDsn?.get(recipientId)?.notify, mayRelay, failedMail };
  }

  /** The queue id of the notification once it is on stable storage; undefined: it could not be made. */
  async #make(action: NoticeAction, order: Order): Promise<string | undefined> {
    const { queueId: about, content, told } = order;
    const { writer, nextId, log, watch } = this.#parts;
    const queueId = nextId();
    try {
      const { messageId, bytes } = await writer.write(this.#order(action, { ...order, noticeId: queueId }));
      const aboutRecipients = told.map(({ address }) => address);
      log.info(
        { queueId: about, notification: queueId, kind: action, recipients: aboutRecipients },
        "the sender is told",
      );
      watch.notified({ queueId, messageId, bytes, recipient: content.sender, kind: action, about, aboutRecipients });
      return queueId;
    } catch (error) {
      log.error({ queueId: about, kind: action, error: (error as Error).message }, "a notification could not be made");
      return undefined;
    }
  }

  #order(
    action: NoticeAction,
    { queueId, content, told, retryUntil, noticeId }: Order & { readonly noticeId: string },
  ) {
    const { hostname, clock } = this.#parts;
    const settings = this.#parts.settings();
    const { sender, dsn, recipientDsn, receivedAt = null, size } = content;
    const recipients = told.map(({ recipientId, address, status, reply, host }): NoticeRecipient => {
      const orcpt = recipientDsn?.get(recipientId)?.orcpt;
      return { address, status, reply, host, ...(orcpt === undefined ? {} : { orcpt }) };
    });
    const postmaster = settings.postmaster ?? `postmaster@${hostname}`;
    const isFailureTold = told.every((recipient) => judgeFailure(this.#question(recipient, content)) === "notify");
    const envid = dsn?.envid === undefined ? {} : { envid: dsn.envid };
    const about = { queueId, receivedAt, retryUntil, isFailureTold, ...envid };
    const copied = action === "failed" && told.some(({ status }) => settings.generateCopyOfDsnFor.includes(status));
    return {
      notice: { action, queueId: noticeId, hostname, postmaster, to: sender, now: clock.now(), about, recipients },
      original: content,
      // RFC 3461 §4.3: RET is about failures only; otherwise the header is enough.
      mayBeWhole: action === "failed" && dsn?.ret !== "HDRS" && size <= settingsFor(sender, settings).largestEnclosed,
      copyTo: copied ? settings.postmaster : null,
    };
  }

  /** Undefined when the disk does not give it: what cannot be told of is held. */
  async #content(queueId: string): Promise<MessageContent | undefined> {
    try {
      return await this.#parts.claims.content(queueId);
    } catch {
      return undefined;
    }
  }
}

interface EndContext {
  readonly ending: Ending;
  readonly content: MessageContent;
}

interface Order {
  /** Of the message that it is about. */
  readonly queueId: string;
  readonly content: MessageContent;
  readonly told: readonly (NoticeRecipient & { readonly recipientId: number })[];
  readonly retryUntil: number | null;
}

function asItWas({ address: _, ...outcome }: ToldRecipient): RecipientOutcome {
  return outcome;
}

function outcomeOf(recipient: ToldRecipient, fate: FailureFate, made: string | undefined): RecipientOutcome {
  const outcome = asItWas(recipient);
  if (fate === "hold" || (fate === "notify" && made === undefined)) return outcome;
  const reply = replyOf(recipient) ?? "";
  const notification = fate === "notify" && made !== undefined ? { notification: made } : {};
  return { ...outcome, event: { type: "bounced", reply, ...notification } };
}

function verdictOf(recipient: ToldRecipient, host: string | null): Pick<NoticeRecipient, "status" | "reply" | "host"> {
  const reply = replyOf(recipient);
  const isRefused = recipient.event.type === "failed";
  return { status: isRefused ? statusOfRefusal(reply ?? "") : EXPIRED_STATUS, reply, host };
}

function replyOf({ event }: ToldRecipient): string | null {
  return "reply" in event ? (event.reply ?? null) : null;
}
