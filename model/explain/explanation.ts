import type { MissingRight } from "../decide/session-policy";
import type { DecidedBy, Decision } from "../decision";
import type { LocalEndpoint, SelectionCandidate } from "../snapshot";

/** A connector's range that contains the client, and how it fared. */
export type ExplainedCandidate = Omit<SelectionCandidate, "connector" | "outcome"> & {
  readonly connectorId: string;
  readonly connectorName: string;
  /** `other-binding`, `disabled`: it holds the client, and is not asked on this endpoint, or at all. */
  readonly outcome: SelectionCandidate["outcome"] | "other-binding" | "disabled";
  /** Why it was chosen or not, in words. */
  readonly why: string;
};

/** One thing that a command is judged by. */
export interface ExplainedCheck {
  /** `accepted domain`. */
  readonly check: string;
  /** What was found: `contoso.com, Authoritative`. */
  readonly finding: string;
  /** `decided`: the reply comes from here; what stands behind it was not looked at when the command is refused. */
  readonly outcome: "passed" | "decided" | "not-reached";
}

/** One command and its decision. `headers` and `message`: the mail itself, where something of it is known. */
export interface ExplainedStep extends Decision {
  readonly step: "connect" | "ehlo" | "starttls" | "auth" | "credentials" | "mail" | "rcpt" | "headers" | "message";
  /** The reply as the client sees it. */
  readonly replyLine: string;
  /** In the order in which they are made. */
  readonly checks: readonly ExplainedCheck[];
}

/** Who the client is when the last command is judged. */
export interface ExplainedIdentity {
  readonly name: string;
  readonly kind: "anonymous" | "externally-secured" | "authenticated" | "partner";
  /** Whose entries count. */
  readonly principals: readonly string[];
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
  /** Null: no connector serves the client. */
  readonly identity: ExplainedIdentity | null;
  readonly rights: ExplainedRights;
  readonly verdict: ExplainedStep;
  /** What would be needed for another answer; null when the mail is accepted. */
  readonly suggestion: string | null;
  /** Where the mail would go: null when it is refused, or held for want of a route. */
  readonly route: { readonly sendConnectorId: string; readonly sendConnectorName: string } | null;
}
