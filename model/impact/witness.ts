import { type AddressFamily, type AddressValue, formatAddressValue, parseIpAddress } from "../ip-address";
import { addressAfter } from "../ip-cuts";
import type { IpRange } from "../ip-range";
import type { LocalEndpoint } from "../snapshot";
import type { MailClass } from "./mail-class";
import type { RelayBox } from "./relay-box";
import type { ProbeSession, RelayProbe } from "./relay-probe";

/** A probe of a box, the plainest that it has. */
export function witnessOf(box: RelayBox): RelayProbe {
  const { family, value } = clientOf(box.addresses);
  const local = box.endpoints.find(({ address }) => parseIpAddress(address)?.family === family);
  const [sender, recipient] = [plainest(box.senders), plainest(box.recipients)];
  return {
    client: formatAddressValue(family, value),
    local: local ?? (box.endpoints[0] as LocalEndpoint),
    session: box.sessions[0] as ProbeSession,
    ...(box.internationalized === "only" ? withLetters(sender, recipient) : mailOf(sender, recipient)),
  };
}

/** The first address that a host can have, where there is one: no network's own, and no multicast. */
function clientOf(addresses: readonly IpRange[]): { readonly family: AddressFamily; readonly value: AddressValue } {
  for (const { family, first, last } of addresses) {
    const isNetwork = BigInt(first) % SMALLEST_NETWORK[family] === 0n;
    const value = isNetwork && first < last ? addressAfter(first) : first;
    if (BigInt(value) !== 0n && value < FIRST_MULTICAST[family]) return { family, value };
  }
  const [{ family, first }] = addresses as readonly [IpRange];
  return { family, value: first };
}

// A network's own address is of no host's: of a /24, the smallest that is usual, and of a /64 (RFC 4291 §2.6.1).
const SMALLEST_NETWORK = { 4: 1n << 8n, 6: 1n << 64n } as const;

// RFC 1112 §4, RFC 4291 §2.7.
const FIRST_MULTICAST = { 4: 0xe0000000, 6: 0xffn << 120n } as const;

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
