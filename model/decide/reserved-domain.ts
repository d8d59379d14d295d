import type { DecisionReason } from "../decision";
import type { ReplyName } from "../replies";
import type { ReceiveConnectorSettings } from "../settings";

// RFC 2606 §2 and §3.
const TOP_LEVEL: ReadonlySet<string> = new Set(["test", "example", "invalid", "localhost"]);
const SECOND_LEVEL: ReadonlySet<string> = new Set(["example.com", "example.net", "example.org"]);

type Switches = Pick<
  ReceiveConnectorSettings,
  | "rejectReservedTopLevelRecipientDomains"
  | "rejectReservedSecondLevelRecipientDomains"
  | "rejectSingleLabelRecipientDomains"
>;

/**
 * Why a connector takes no mail for a domain whatever the rights (the three Reject...RecipientDomains): reserved names
 * with everything below them, and names of one label. Undefined: it does not mind. `domain`: lower-case A-labels.
 */
export function reservedDomain(
  domain: string,
  switches: Switches,
): { readonly reason: DecisionReason; readonly reply: ReplyName } | undefined {
  const labels = domain.split(".");
  if (switches.rejectReservedTopLevelRecipientDomains && TOP_LEVEL.has(labels.at(-1) ?? "")) {
    return { reason: "reserved-top-level", reply: "reservedTopLevel" };
  }
  if (switches.rejectReservedSecondLevelRecipientDomains && SECOND_LEVEL.has(labels.slice(-2).join("."))) {
    return { reason: "reserved-second-level", reply: "reservedSecondLevel" };
  }
  return switches.rejectSingleLabelRecipientDomains && labels.length === 1
    ? { reason: "single-label", reply: "singleLabelDomain" }
    : undefined;
}
