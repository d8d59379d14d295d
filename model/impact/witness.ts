import { formatAddressValue, parseIpAddress } from "../ip-address";
import type { IpRange } from "../ip-range";
import type { LocalEndpoint } from "../snapshot";
import type { MailClass } from "./mail-class";
import type { RelayBox } from "./relay-box";
import type { ProbeSession, RelayProbe } from "./relay-probe";

/** A probe of a box, the plainest that it has. */
export function witnessOf(box: RelayBox): RelayProbe {
  const [{ family, first }] = box.addresses as readonly [IpRange];
  const local = box.endpoints.find(({ address }) => parseIpAddress(address)?.family === family);
  const [sender, recipient] = [plainest(box.senders), plainest(box.recipients)];
  return {
    client: formatAddressValue(family, first),
    local: local ?? (box.endpoints[0] as LocalEndpoint),
    session: box.sessions[0] as ProbeSession,
    ...(box.internationalized === "only" ? withLetters(sender, recipient) : mailOf(sender, recipient)),
  };
}

/** A stranger where there is one: what is new to see is what everybody may. */
function plainest(classes: readonly MailClass[]): MailClass {
  return (classes.find(({ pattern }) => pattern.kind === "other") ?? classes[0]) as MailClass;
}

function mailOf(sender: MailClass, recipient: MailClass): Pick<RelayProbe, "sender" | "recipient"> {
  return { sender: sender.example, recipient: recipient.example };
}

/** One of the two with a letter beyond ASCII: an address that is named one by one has none. */
function withLetters(sender: MailClass, recipient: MailClass): Pick<RelayProbe, "sender" | "recipient"> {
  const mail = mailOf(sender, recipient);
  return isOpen(recipient) ? { ...mail, recipient: `ö${mail.recipient}` } : { ...mail, sender: `ö${mail.sender}` };
}

function isOpen({ pattern: { kind } }: MailClass): boolean {
  return kind !== "address" && kind !== "null" && kind !== "postmaster";
}
