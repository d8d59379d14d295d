import { domainToASCII } from "node:url";
import { parseMailAddress } from "../../../model";
import { wireAddress } from "../../../relay/delivery/wire-address";
import type { SmtpConversation } from "../../harness/smtp-conversation";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "../../protocol/relay-fixture";
import type { ProbeNames, RelayProbe } from "./known-probes";

export const NAMES: ProbeNames = {
  own: "contoso.com",
  host: "relay.contoso.com",
  literal: "[127.0.0.1]",
  foreign: "ext.example",
};

export interface ProbeResult {
  /** Recipients that were tried. */
  readonly inputs: number;
  /** Of them taken, all for the own domain. */
  readonly taken: number;
  /** What would have been relayed. */
  readonly relayed: readonly string[];
}

/** A host that accepts contoso.com from strangers and relays for nobody. */
export function startClosedHost(more: object = {}): Promise<RelayFixture> {
  const connector = { ...CRM, maxProtocolErrors: "unlimited", messageRateLimit: "unlimited", ...more };
  return startFixture({ connectors: [connector], domains: [CONTOSO], transport: { maxRelayRefusals: 2_147_483_647 } });
}

/** Sends each probe to its end: a message for whoever is taken, which is then looked at in the spool. */
export async function runProbes(relay: RelayFixture, probes: Iterable<RelayProbe>): Promise<ProbeResult> {
  const client = await relay.hello();
  const result = { inputs: 0, taken: 0, relayed: [] as string[] };
  for (const { sender, recipient } of probes) {
    for (const parameters of isAscii(`${sender}${recipient}`) ? [""] : ["", " SMTPUTF8"]) {
      result.inputs++;
      await probe(client, { sender, recipient, parameters });
      for (const { recipients } of relay.spool.committed.splice(0)) {
        result.taken += recipients.length;
        const relayed = recipients.map(({ address }) => address).filter((address) => !isOwn(address));
        result.relayed.push(...relayed.map((address) => `${JSON.stringify(recipient)} as ${JSON.stringify(address)}`));
      }
    }
  }
  client.end();
  return result;
}

interface Envelope extends RelayProbe {
  readonly parameters: string;
}

async function probe(client: SmtpConversation, { sender, recipient, parameters }: Envelope): Promise<void> {
  const from = await speak(client, `MAIL FROM:<${sender}>${parameters}`);
  // What is asked here is the recipient's doing: a sender that is refused stands for every other.
  if (!from.startsWith("250 ")) await speak(client, `MAIL FROM:<x@fabrikam.com>${parameters}`);
  await speak(client, `RCPT TO:<${recipient}>`);
  const go = await speak(client, "DATA");
  if (go.startsWith("354 ")) await speak(client, "Subject: probe\r\n\r\nprobe\r\n.");
  await speak(client, "RSET");
}

function speak(client: SmtpConversation, line: string): Promise<string> {
  client.write(Buffer.from(`${line}\r\n`, "utf8"));
  return client.reply();
}

/** The own domain for us, for the URL standard, and as it goes on the wire to the next hop. */
function isOwn(address: string): boolean {
  const parsed = parseMailAddress(address, { letters: "utf-8" });
  if (!parsed.ok) return false;
  const wire = wireAddress(address);
  const domain = wire.slice(wire.lastIndexOf("@") + 1);
  return [parsed.address.domain, domain, domainToASCII(domain)].every((name) => name === NAMES.own);
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
