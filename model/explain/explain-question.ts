import { type Binding, parseBinding } from "../binding";
import { parseDomainName } from "../domain-name";
import type { Failure, Parsed } from "../failure";
import { formatIpAddress, parseIpAddress } from "../ip-address";
import { quoteValue } from "../quote-value";
import type { LocalEndpoint } from "../snapshot";

/** May this client send this mail? Texts as a person types them. */
export interface ExplainQuestion {
  /** Client address. */
  readonly from: string;
  /** Local endpoint it connects to, `address:port` or `[address]:port`. */
  readonly to: string;
  /** The client uses STARTTLS. */
  readonly tls: boolean;
  /** Account that authenticates with its password. Left out: nobody does. */
  readonly user?: string;
  /** RelayUser whose certificate the client shows in its handshake. */
  readonly certificateOf?: string;
  /** Domain that a valid certificate of the client names (Domain Secure). */
  readonly partner?: string;
  /** An account of the directory authenticates, in `group` or in none. */
  readonly directoryAccount?: boolean;
  /** RelayGroup of the directory's account. */
  readonly group?: string;
  /** Address with or without `<>`; "" is the null sender. */
  readonly mailFrom: string;
  readonly rcptTo: string;
  /** Value of the header field From. Left out: headers are not judged. */
  readonly headerFrom?: string;
  /** Bytes of the message. Left out: the message is not judged. */
  readonly size?: number;
  /** Name of the host that answers, where the connector has no fqdn. */
  readonly hostName: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A question that can be answered. */
export interface ReadQuestion {
  /** Canonical. */
  readonly client: string;
  readonly local: LocalEndpoint;
  /** Lower-case A-labels; undefined: the client names no domain. */
  readonly partner: string | undefined;
}

/** Reads what must be readable; what SMTP itself refuses, a bad sender for example, is for the answer to say. */
export function readQuestion(question: ExplainQuestion): Parsed<ReadQuestion> {
  const address = parseIpAddress(question.from);
  const binding = parseBinding(question.to, "to");
  const partner = question.partner === undefined ? undefined : parseDomainName(question.partner, "partner");
  const failures = [
    ...(address === undefined ? [badClient(question.from)] : []),
    ...(binding.ok ? [] : binding.failures),
    ...(partner === undefined || partner.ok ? [] : partner.failures),
    ...judgeIdentity(question),
  ];
  if (address === undefined || !binding.ok || failures.length > 0) return { ok: false, failures };
  const client = formatIpAddress(address);
  return {
    ok: true,
    value: { client, local: endpointOf(binding.value), partner: partner?.ok ? partner.value : undefined },
  };
}

function endpointOf({ address, port }: Binding): LocalEndpoint {
  return { address, port };
}

function badClient(text: string): Failure {
  const message = `from: ${quoteValue(text)} is not an address; write one such as 192.168.2.55 or 2001:db8::1.`;
  return { code: "RELAY_ADDRESS_INVALID", property: "from", message };
}

/** A client is one at most: it logs in with a password, or shows one certificate. */
function judgeIdentity(question: ExplainQuestion): readonly Failure[] {
  const { user, certificateOf, partner, directoryAccount, group, tls } = question;
  const given = Object.entries({ user, certificateOf, partner, directoryAccount: directoryAccount || undefined })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const certificate = certificateOf === undefined ? "partner" : "certificateOf";
  return [
    ...(given.length > 1
      ? [wrong(given[1] ?? "", `does not go with ${given[0] ?? ""}: a client is one of them.`)]
      : []),
    ...(group !== undefined && directoryAccount !== true
      ? [wrong("group", "goes with directoryAccount: a RelayUser's groups are its own.")]
      : []),
    ...((certificateOf ?? partner) !== undefined && !tls
      ? [wrong(certificate, "needs tls: certificates are shown in the handshake.")]
      : []),
  ];
}

function wrong(property: string, complaint: string): Failure {
  return { code: "RELAY_INPUT_INVALID", property, message: `${property} ${complaint}` };
}
