import { encodeXtext, type Limit } from "../../model";
import type { ClaimedRecipient, MessageContent } from "../spool";
import { scanBody } from "./body-scan";
import type { TransferParameters } from "./hop-session";
import { isInternational } from "./wire-address";

export interface TransferFacts {
  readonly content: MessageContent;
  readonly recipients: readonly ClaimedRecipient[];
  /** Of the next hop's EHLO reply. */
  readonly keywords: ReadonlyMap<string, string>;
  /** Whether this host logged in at the next hop. */
  readonly standing: "logged-in" | "stranger";
  /** MaxMessageSize of the send connector, in bytes. */
  readonly maxMessageSize: Limit;
}

/** The message cannot go to this next hop, now or ever; the text begins with code and enhanced code. */
export interface TransferRefusal {
  readonly refused: string;
}

/** Parameters of MAIL and RCPT for what the next hop offers, or why the message cannot go there. */
export async function transferParameters(facts: TransferFacts): Promise<TransferParameters | TransferRefusal> {
  const { content, recipients } = facts;
  const refused = sizeRefusal(facts) ?? internationalRefusal(facts);
  if (refused !== undefined) return { refused };
  const body = await bodyParameter(facts);
  if (typeof body === "object") return body;
  return {
    mail: [body, ...mailParameters(facts)].filter((text) => text !== "").join(""),
    recipients: recipients.map((recipient) => recipientParameters(recipient, facts)),
    transfer: body === BINARY ? "chunks" : "data",
    size: body === BINARY ? await exactSize(content) : content.size,
  };
}

/** BDAT says beforehand how many bytes follow; a stream that fields are taken out of has fewer than the spool's. */
async function exactSize({ body }: MessageContent): Promise<number> {
  if (Buffer.isBuffer(body)) return body.length;
  let size = 0;
  for await (const chunk of body()) size += (chunk as Buffer).length;
  return size;
}

function mailParameters(facts: TransferFacts): readonly string[] {
  const { content, keywords } = facts;
  const { ret, envid } = (keywords.has("DSN") ? content.dsn : undefined) ?? {};
  return [
    keywords.has("SIZE") ? ` SIZE=${content.size}` : "",
    isInternationalMessage(facts) ? " SMTPUTF8" : "",
    ret === undefined ? "" : ` RET=${ret}`,
    envid === undefined ? "" : ` ENVID=${envid}`,
    submitterParameter(facts),
  ];
}

/**
 * RFC 4954 §5: a host that this one logged in at is told the submitter, and `<>` where nobody is known who is believed.
 * Who it did not log in at is no part of the trusted environment and learns nothing.
 */
function submitterParameter({ content: { submitter }, keywords, standing }: TransferFacts): string {
  if (standing === "stranger" || !keywords.has("AUTH")) return "";
  return submitter === undefined || submitter === "" ? " AUTH=<>" : ` AUTH=${encodeXtext(submitter)}`;
}

/** RFC 3461 §5.2: passed on as they came to a host that knows DSN, and to no other. */
function recipientParameters({ recipientId }: ClaimedRecipient, { content, keywords }: TransferFacts): string {
  if (content.recipientDsn === undefined || !keywords.has("DSN")) return "";
  const { notify, orcpt } = content.recipientDsn.get(recipientId) ?? {};
  return `${notify === undefined ? "" : ` NOTIFY=${notify.join(",")}`}${orcpt === undefined ? "" : ` ORCPT=${orcpt}`}`;
}

function isInternationalMessage({ content, recipients }: TransferFacts): boolean {
  return (
    content.smtpUtf8 || isInternational(content.sender) || recipients.some(({ address }) => isInternational(address))
  );
}

const EIGHT_BIT = " BODY=8BITMIME";
const BINARY = " BODY=BINARYMIME";

function sizeRefusal({ content: { size }, keywords, maxMessageSize }: TransferFacts): string | undefined {
  if (maxMessageSize !== "unlimited" && size > maxMessageSize) {
    return `552 5.3.4 The message has ${size} bytes, more than the send connector takes (${maxMessageSize})`;
  }
  // RFC 1870 §6.1: 0 and nothing at all both mean that no limit is known.
  const theirs = Number(keywords.get("SIZE") ?? 0);
  return theirs > 0 && size > theirs
    ? `552 5.3.4 The message has ${size} bytes, more than the next hop takes (${theirs})`
    : undefined;
}

/** RFC 6531 §3.2: an internationalized message must not go to a host that does not take it. */
function internationalRefusal(facts: TransferFacts): string | undefined {
  if (!isInternationalMessage(facts) || facts.keywords.has("SMTPUTF8")) return undefined;
  return "550 5.6.7 The next hop does not take internationalized mail (SMTPUTF8)";
}

/**
 * RFC 6152 §3, RFC 3030 §3: what was announced as 8-bit or binary goes only to a host that takes it, as nothing is
 * converted here. It still goes when its bytes need nothing of the kind; 8-bit text that nobody announced goes as it came.
 */
async function bodyParameter({ content, keywords }: TransferFacts): Promise<string | TransferRefusal> {
  const { bodyType, body } = content;
  const takesEightBit = keywords.has("8BITMIME");
  if (bodyType === "7BIT") return "";
  if (bodyType === "8BITMIME" && takesEightBit) return EIGHT_BIT;
  if (bodyType === "BINARYMIME" && keywords.has("BINARYMIME") && keywords.has("CHUNKING")) return BINARY;
  const { eightBit, binary } = await scanBody(body);
  if (bodyType === "BINARYMIME" && binary) return { refused: refusedBody("BINARYMIME") };
  if (!eightBit) return "";
  return takesEightBit ? EIGHT_BIT : { refused: refusedBody("8BITMIME") };
}

function refusedBody(extension: string): string {
  return `554 5.6.3 The next hop does not take such mail (${extension}), and it is not converted here`;
}
