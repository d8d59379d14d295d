import { formatHostPort, protocolRights } from "../../model";
import { csvField } from "../log-files";
import type { MessageOrigin } from "../spool";
import type { ReceivedMessage } from "../watch";
import { listField, openingOf, trackingLineOf } from "./tracking-line";

/** Makes RECEIVE lines: the most frequent ones, so that what a session's messages share is made once. */
export class ReceiveLines {
  readonly #openings = new WeakMap<MessageOrigin, string>();
  readonly #infos = new WeakMap<MessageOrigin, KnownInfo>();

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
        info: this.#info(origin, rights, revision),
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

  #info(origin: MessageOrigin, rights: Rights, revision: number): string {
    const known = this.#infos.get(origin);
    if (known?.revision === revision && areSame(known.rights, rights)) return known.text;
    const text = csvField(
      `principal=${origin.principal.replaceAll("|", "/")}|auth-as=${origin.authAs}|mechanism=${origin.authMechanism}|` +
        `tls=${origin.tls ? "yes" : "no"}|revision=${revision}|rights=${protocolRights(rights)}`,
    );
    this.#infos.set(origin, { rights, revision, text });
    return text;
  }
}

type Rights = ReceivedMessage["rights"];

/** The rights of two transactions, each of which has a map of its own. */
function areSame(one: Rights, other: Rights): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const right of one.keys()) if (!other.has(right)) return false;
  return true;
}

interface KnownInfo {
  readonly rights: Rights;
  readonly revision: number;
  readonly text: string;
}
