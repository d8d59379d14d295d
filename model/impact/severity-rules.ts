import type { ImpactKind, Severity, SeverityReason } from "./impact-report";

/** What a row must be for a severity: one of the kinds, with every one of the reasons. */
export interface SeverityRule {
  readonly severity: Severity;
  readonly kinds: readonly ImpactKind[];
  readonly reasons: readonly SeverityReason[];
  /** Verdict of the after side; left out: any. */
  readonly verdict?: "accept" | "relay";
  /** The mail is trusted more than before: past the spam filter, as one of ours, with its headers. */
  readonly isMoreTrusted?: true;
}

const WIDENED: readonly ImpactKind[] = ["widened"];
/** Reasons of these are only those that the before side does not have. */
const STANDING: readonly ImpactKind[] = ["moved", "side-effect"];

/** The first rule that a row meets says its severity; the last line is met by every row. */
export const SEVERITY_RULES: readonly SeverityRule[] = [
  // Strangers on the Internet send to strangers.
  { severity: "critical", kinds: WIDENED, reasons: ["public-addresses", "anonymous-relay"] },
  // Everybody behind the proxy or NAT has its address, and it may be everybody.
  {
    severity: "critical",
    kinds: WIDENED,
    reasons: ["proxy-in-range", "anonymous-relay", "any-sender-to-any-recipient"],
  },
  { severity: "high", kinds: WIDENED, reasons: ["anonymous-relay", "any-sender-to-any-recipient"] },
  { severity: "high", kinds: WIDENED, reasons: ["proxy-in-range", "anonymous-relay"] },
  { severity: "high", kinds: [...WIDENED, ...STANDING], reasons: ["externally-secured-network"] },
  { severity: "high", kinds: [...WIDENED, ...STANDING], reasons: ["password-in-clear", "public-addresses"] },
  { severity: "medium", kinds: WIDENED, reasons: [], verdict: "relay" },
  { severity: "medium", kinds: [...WIDENED, ...STANDING], reasons: ["password-in-clear"] },
  { severity: "medium", kinds: STANDING, reasons: [], isMoreTrusted: true },
  { severity: "low", kinds: [...WIDENED, ...STANDING], reasons: [] },
  { severity: "info", kinds: ["narrowed"], reasons: [] },
];
