import type { MissingRight } from "./decide/session-policy";
import type { DecidedBy, Decision } from "./decision";
import type { LocalEndpoint, SelectionCandidate } from "./snapshot";

/** A connector's range that contains the client, and how it fared. */
export type ExplainedCandidate = Omit<SelectionCandidate, "connector"> & {
  readonly connectorId: string;
  readonly connectorName: string;
};

/** One command and its decision. */
export interface ExplainedStep extends Decision {
  readonly step: "connect" | "ehlo" | "starttls" | "auth" | "credentials" | "mail" | "rcpt";
  /** The reply as the client sees it. */
  readonly replyLine: string;
}

export interface ExplainedRights {
  readonly granted: readonly { readonly right: string; readonly by: DecidedBy }[];
  /** Rights that something took away; a right that nobody granted is not listed. */
  readonly missing: readonly ({ readonly right: string } & MissingRight)[];
}

/** Answer to whether a client may send a mail: plain data. */
export interface Explanation {
  /** Canonical. */
  readonly client: string;
  readonly local: LocalEndpoint;
  /** Every range that contains the client, the chosen one included, the best first. */
  readonly candidates: readonly ExplainedCandidate[];
  /** In order; the last one decided. */
  readonly steps: readonly ExplainedStep[];
  readonly rights: ExplainedRights;
  readonly verdict: ExplainedStep;
  /** Where the mail would go: null when it is refused, or held for want of a route. */
  readonly route: { readonly sendConnectorId: string; readonly sendConnectorName: string } | null;
}
