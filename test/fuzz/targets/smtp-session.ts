import { parseMailAddress } from "../../../model";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "../../protocol/relay-fixture";
import type { StoredMessage } from "../../protocol/memory-spool";
import { exchange } from "../exchange";
import { randomSession, SMTP_WORDS } from "../grammar/smtp-grammar";
import { type FuzzEntry, must, mustEqual, textSeeds } from "../fuzz-target";

const CONNECTOR = {
  ...CRM,
  authMechanism: ["BasicAuth"],
  permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
  maxProtocolErrors: "unlimited",
  binaryMimeEnabled: true,
};
/** Bytes of one connection; each may come alone. */
const LONGEST = 4096;
const WHOLE = "EHLO crm\r\nMAIL FROM:<a@fabrikam.com>\r\nRCPT TO:<b@contoso.com>\r\n";

/**
 * A whole connection to the SMTP side of a host, once in one piece and once in many: the answers, and what is stored,
 * must be the same, and every message must be one that a client asked for.
 */
export const smtpSession: FuzzEntry = {
  name: "smtp-session",
  open: async () => {
    const relay = await startFixture({
      connectors: [CONNECTOR],
      domains: [CONTOSO],
    });
    return {
      name: "smtp-session",
      seeds: textSeeds(
        `${WHOLE}DATA\r\nSubject: x\r\n\r\nbody\r\n.\r\nQUIT\r\n`,
        `${WHOLE}BDAT 5\r\nabcdeBDAT 4 LAST\r\n\r\nx\nRSET\r\n`,
        `${WHOLE}DATA\r\nx\r\n\n.\n\r\n.\r\nMAIL FROM:<>\r\nQUIT\r\n`,
      ),
      words: SMTP_WORDS,
      make: (random) => Buffer.from(randomSession(random), "utf8"),
      run: async (bytes, random) => {
        const input = bytes.subarray(0, LONGEST);
        const [whole, cut] = [await talk(relay, [input]), await talk(relay, random.cut(input))];
        mustEqual(cut, whole, "chunks change what happens");
        must(
          relay.logged.every(({ message }) => !isFault(message)),
          "the host failed",
          relay.logged,
        );
        relay.logged.splice(0);
        return whole.replies.map((line) => line.slice(0, 9)).join();
      },
      close: () => relay.stop(),
    };
  },
};

function isFault(message: string): boolean {
  return message === "a command failed" || message === "the spool took no message";
}

interface Talk {
  readonly replies: readonly string[];
  readonly stored: readonly object[];
}

async function talk({ port, spool }: RelayFixture, pieces: readonly Buffer[]): Promise<Talk> {
  spool.committed.splice(0);
  const said = await exchange(port, pieces);
  must(said === "" || said.endsWith("\r\n"), "a reply has no end", said.slice(-80));
  const replies = said.split("\r\n").slice(0, -1);
  for (const line of replies) must(/^\d{3}[ -][\x20-\x7e]*$/.test(line), "a reply is no line", line);
  const stored = [...spool.committed];
  const queued = replies.filter((line) => /^250 2\.6\.0 .*InternalId=/.test(line));
  must(queued.length === stored.length, "another number of messages is stored than was answered 250", {
    queued,
    stored,
  });
  stored.forEach(judgeStored);
  return {
    replies: replies.map(withoutIds),
    stored: stored.map(({ sender, recipients, body }) => ({ sender, recipients, body: withoutIds(body) })),
  };
}

function judgeStored({ sender, recipients, body, bodyType, smtpUtf8, dsn }: StoredMessage): void {
  const letters = smtpUtf8 ? "utf-8" : "ascii";
  if (sender !== "") must(isAddress(sender, letters), "a sender is no address", sender);
  for (const { address } of recipients) {
    must(isAddress(address, letters) && address.endsWith("@contoso.com"), "mail is relayed", address);
  }
  must(!/[^\x21-\x7e]/.test(dsn?.envid ?? ""), "an envelope id has other letters", dsn);
  must(
    /^Received: from [^\r\n]+\r\n\tby relay\.contoso\.com [^\r\n]+\r\n\tid [\w-]+; [^\r\n]+\r\n[!-~]/.test(body),
    "the trace is broken",
    body.slice(0, 300),
  );
  if (bodyType === "BINARYMIME") return;
  must(!/\0|(?:^|[^\r])\n|\r(?!\n)/.test(body), "a message has bare line ends or NUL", body.slice(-200));
}

function isAddress(text: string, letters: "ascii" | "utf-8"): boolean {
  const parsed = parseMailAddress(text, { letters });
  return parsed.ok && parsed.address.text === text;
}

// Ids of messages and sessions, times, and what is counted.
function withoutIds(text: string): string {
  return text
    .replace(/<[^<>@\s]+@relay\.contoso\.com>/g, "<ID>")
    .replace(/InternalId=[\w-]+/g, "InternalId=ID")
    .replace(/\tid [\w-]+; [^\r\n]+/g, "\tid ID; NOW")
    .replace(/\r\nDate: [^\r\n]+/, "\r\nDate: NOW")
    .replace(/^220 [^\r\n]*/, "220");
}
