import { EXTENDED_RIGHTS, type ExtendedRight } from "./extended-right";

/** Name of a right in the protocol log's "Set Session Permissions" line, as Exchange 2016 writes it. */
export function protocolRightName(right: ExtendedRight): string {
  return NAMES.get(right) ?? right;
}

/** The whole line: names of the rights in the order of the rights table, separated by spaces; "" for none. */
export function protocolRights(granted: Pick<ReadonlyMap<ExtendedRight, unknown>, "has">): string {
  return EXTENDED_RIGHTS.filter((right) => granted.has(right))
    .map(protocolRightName)
    .join(" ");
}

// Seen: SMTPSubmit, SMTPAcceptAnySender, SMTPAcceptAuthoritativeDomainSender, AcceptRoutingHeaders. The rest alike.
const NAMES: ReadonlyMap<ExtendedRight, string> = new Map(EXTENDED_RIGHTS.map((right) => [right, shortName(right)]));

function shortName(right: ExtendedRight): string {
  return right
    .replace(/^ms-Exch-/, "")
    .replace(/^Accept-Headers-(\w+)$/, "Accept$1Headers")
    .replaceAll("-", "");
}
