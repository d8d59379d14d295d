import { publicPart } from "../public-address";
import { rangeSize } from "../ip-range";
import type { ImpactKind, Severity, SeverityReason } from "./impact-report";
import { hasProxy } from "./proxies-in-range";
import type { RelayAnswer } from "./relay-answer";
import type { RelayBox } from "./relay-box";
import type { RelayProbe } from "./relay-probe";
import type { RelayWorld } from "./relay-world";
import { raisedEffects } from "./widening-rows";
import { SEVERITY_RULES, type SeverityRule } from "./severity-rules";

export interface SeverityQuestion {
  readonly kind: ImpactKind;
  readonly box: RelayBox;
  readonly witness: RelayProbe;
  /** Answers to the witness. */
  readonly before: RelayAnswer;
  readonly after: RelayAnswer;
  readonly worlds: { readonly before: RelayWorld; readonly after: RelayWorld };
}

export interface JudgedSeverity {
  readonly severity: Severity;
  readonly severityReasons: readonly SeverityReason[];
}

/** How bad a row is and why, by SEVERITY_RULES. */
export function judgeSeverity(question: SeverityQuestion): JudgedSeverity {
  const severityReasons = reasonsOf(question);
  const rule = SEVERITY_RULES.find((one) => meets(question, severityReasons, one));
  return { severity: rule?.severity ?? "info", severityReasons };
}

function meets(question: SeverityQuestion, found: readonly SeverityReason[], rule: SeverityRule): boolean {
  const { kinds, reasons, verdict, isMoreTrusted } = rule;
  if (!kinds.includes(question.kind) || !reasons.every((reason) => found.includes(reason))) return false;
  if (verdict !== undefined && question.after.verdict !== verdict) return false;
  return isMoreTrusted === undefined || isTrustedMore(question);
}

/** Of what is new: a row that only moves mail, or its effects, is no worse for what it was before. */
function reasonsOf({ kind, box, before, after, witness, worlds }: SeverityQuestion): readonly SeverityReason[] {
  if (kind === "narrowed") return [];
  const now = sideReasons({ box, witness, answer: after, world: worlds.after });
  const known = kind === "widened" ? [] : sideReasons({ box, witness, answer: before, world: worlds.before });
  const fresh = now.filter((reason) => !known.includes(reason));
  const isPublic = (kind === "widened" || fresh.length > 0) && publicPart(box.addresses).length > 0;
  return isPublic ? ["public-addresses", ...fresh] : fresh;
}

interface SideQuestion {
  readonly box: RelayBox;
  readonly witness: RelayProbe;
  readonly answer: RelayAnswer;
  readonly world: RelayWorld;
}

function sideReasons({ box, witness, answer, world }: SideQuestion): readonly SeverityReason[] {
  if (answer.verdict === "refuse") return [];
  const isRelay = answer.verdict === "relay";
  const isStranger = box.sessions.some(({ identity }) => identity.kind === "anonymous");
  const connector = world.snapshot.select(witness.local, witness.client)?.connector;
  const found: readonly (readonly [SeverityReason, boolean])[] = [
    ["anonymous-relay", isRelay && isStranger],
    ["any-sender-to-any-recipient", isRelay && hasOther(box.senders) && hasOther(box.recipients)],
    ["externally-secured-network", isStranger && connector?.externallySecured === true && !isOneAddress(box)],
    ["proxy-in-range", isRelay && hasProxy(box.addresses, world.snapshot)],
    ["password-in-clear", answer.effects?.passwordInClear === true],
  ];
  return found.flatMap(([reason, isThere]) => (isThere ? [reason] : []));
}

function hasOther(classes: RelayBox["senders"]): boolean {
  return classes.some(({ pattern }) => pattern.kind === "other");
}

function isOneAddress({ addresses }: RelayBox): boolean {
  const [range] = addresses;
  return addresses.length === 1 && range !== undefined && rangeSize(range) === 1n;
}

const TRUST = ["antiSpamBypassed", "authenticationFlagAccepted", "trustedHeaders"];

function isTrustedMore(question: SeverityQuestion): boolean {
  const raised = raisedEffects(question);
  const isOneOfOurs = raised.includes("authAs") && question.after.effects?.authAs === "Internal";
  return isOneOfOurs || raised.some((effect) => TRUST.includes(effect));
}
