import { type ExtendedRight, formatHostPort, protocolRights } from "../../model";
import { csvField } from "../log-files";
import type { MessageOrigin } from "../spool";
import type { ReceivedMessage } from "../watch";
import { listField, openingOf, trackingLineOf } from "./tracking-line";

/** Makes RECEIVE lines: the most frequent ones, so that what a session's messages share is made once. */
export class ReceiveLines {
  readonly #openings = new WeakMap<MessageOrigin, string>();
  readonly #rights = new WeakMap<ReadonlyMap<ExtendedRight, unknown>, string>();

  constructor(private readonly hostName: string) {}

  /** @param at RFC 3339 */
  line({ message, messageId, bytes, local, rights, revision }: ReceivedMessage, at: string): string {
    const { queueId, sender, origin } = message;
    const recipients = message.recipients.map(({ address }) => address);
    return trackingLineOf(
      {
        at,
        event: "RECEIVE",
        queueId,
        messageId,
        bytes,
        reference: "",
        sender,
        recipients,
        relatedRecipients: [],
      },
      {
        opening: this.#opening(origin, local),
        recipients: listField(recipients),
        statuses: "",
        info: csvField(
          `principal=${origin.principal.replaceAll("|", "/")}|auth-as=${origin.authAs}|mechanism=${origin.authMechanism}|` +
            `tls=${origin.tls ? "yes" : "no"}|revision=${revision}|rights=${this.#rightsText(rights)}`,
        ),
      },
    );
  }

  #opening(origin: MessageOrigin, local: ReceivedMessage["local"]): string {
    const known = this.#openings.get(origin);
    if (known !== undefined) return known;
    const { clientAddress, helo, sessionId, connectorName } = origin;
    const opening = openingOf({
      clientIp: clientAddress,
      clientHostname: helo,
      serverIp: formatHostPort({ host: local.address, port: local.port }),
      serverHostname: this.hostName,
      context: sessionId,
      connector: `${this.hostName}\\${connectorName}`,
      source: "SMTP",
    });
    this.#openings.set(origin, `${opening},`);
    return `${opening},`;
  }

  #rightsText(rights: ReadonlyMap<ExtendedRight, unknown>): string {
    const known = this.#rights.get(rights);
    if (known !== undefined) return known;
    const text = protocolRights(rights);
    this.#rights.set(rights, text);
    return text;
  }
}
