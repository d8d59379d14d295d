import type { DecidedBy, ExplainedCandidate, ExplainedStep } from "../../model";
import type { RevisedExplanation } from "../mail-question";
import { declarationText } from "./declaration-text";
import { printable } from "./printable";
import { indent, textPairs, textTable } from "./text-table";

/** An explanation for people: the answer first, then what decided it. */
export function explanationText(explanation: RevisedExplanation): string {
  const { verdict, candidates, steps, rights, declared = [] } = explanation;
  return [
    `${VERDICTS[verdict.action]}: ${verdict.replyLine} (${verdict.reason})`,
    "",
    headText(explanation),
    section(
      "Declared by",
      declared.map((object) => [object.kind, object.owner.logicalId, declarationText(object)]),
    ),
    section("Connectors whose ranges hold the client, the best first", candidates.map(candidateCells)),
    `\nSteps\n${indent(stepLines(steps))}`,
    section("What was looked at", steps.flatMap(checkRows)),
    section(
      "Rights of the session",
      rights.granted.map(({ right, by }) => [right, entryText(by)]),
    ),
    section(
      "Rights taken away",
      rights.missing.map(({ right, reason, by }) => [right, reason, entryText(by)]),
    ),
  ]
    .filter((part) => part !== undefined)
    .join("\n");
}

const VERDICTS = { accept: "accepted", reject: "refused", close: "refused, connection closed" } as const;

function headText({ client, local, revision, route, verdict, identity, suggestion }: RevisedExplanation): string {
  const pairs: (readonly [string, string])[] = [
    ["client", client],
    ["endpoint", local.address.includes(":") ? `[${local.address}]:${local.port}` : `${local.address}:${local.port}`],
    ["revision", revision.toString()],
  ];
  const by = byText(verdict.by);
  if (by !== "") pairs.push(["decided by", by]);
  if (identity !== null) pairs.push(["client is", identityText(identity)]);
  if (verdict.action === "accept") pairs.push(["route", route?.sendConnectorName ?? NO_ROUTE]);
  if (suggestion !== null) pairs.push(["needed", suggestion]);
  return textPairs(pairs);
}

const NO_ROUTE = "none: the mail is held until a send connector takes its domain";

function section(title: string, rows: readonly (readonly string[])[]): string | undefined {
  const [first, ...others] = rows;
  return first === undefined ? undefined : `\n${title}\n${indent(textTable(first, others))}`;
}

function identityText({ kind, principals }: NonNullable<RevisedExplanation["identity"]>): string {
  return `${kind}: ${principals.join(", ")}`;
}

function candidateCells({ connectorName, range, binding, outcome, why }: ExplainedCandidate): readonly string[] {
  return [connectorName, range, binding, `${FARES[outcome]}${why}`];
}

const FARES: Readonly<Record<ExplainedCandidate["outcome"], string>> = {
  chosen: "chosen: ",
  "less-specific": "not chosen: ",
  superseded: "",
  "other-binding": "not asked, ",
  disabled: "not asked, ",
};

function checkRows({ step, checks }: ExplainedStep): readonly (readonly string[])[] {
  return checks.map(({ check, finding, outcome }) => [step, check, OUTCOMES[outcome], finding]);
}

const OUTCOMES = { passed: "", decided: "decided", "not-reached": "not reached" } as const;

/** A line for each step, and below it what decided, which is too long for a column. */
function stepLines(steps: readonly ExplainedStep[]): string {
  const [first = [], ...others] = steps.map(({ step, action, reason, replyLine }) => [step, action, reason, replyLine]);
  const deciders = stepDeciders(steps);
  return textTable(first, others)
    .split("\n")
    .flatMap((line, index) => [line, ...(deciders[index] ? [indent(printable(deciders[index]), 9)] : [])])
    .join("\n");
}

// The connector is said once: steps name it again only where another one decides.
function stepDeciders(steps: readonly ExplainedStep[]): readonly string[] {
  let place: string | undefined;
  return steps.map(({ by }) => {
    const isNew = place !== placeText(by);
    place = placeText(by);
    return isNew ? byText(by) : grantText(by);
  });
}

function byText(by: DecidedBy): string {
  return [placeText(by), grantText(by)].filter((part) => part !== "").join(", ");
}

function placeText({ connectorName, range }: DecidedBy): string {
  return [
    ...(connectorName === undefined ? [] : [`connector ${connectorName}`]),
    ...(range === undefined ? [] : [`range ${range}`]),
  ].join(", ");
}

/** The right and who gives it, or that nobody does; the accepted domain. */
function grantText(by: DecidedBy): string {
  const domain = by.acceptedDomain === undefined ? [] : [`accepted domain ${by.acceptedDomain}`];
  if (by.right === undefined) return domain.join();
  const given = by.entry === undefined ? `no entry gives ${by.right}` : `${by.right} by ${entryText(by)}`;
  return [...domain, given].join(", ");
}

function entryText({ entry, principal }: DecidedBy): string {
  const source = entry === undefined ? [] : [entry.startsWith("preset:") ? entry : `entry ${entry}`];
  return [...source, ...(principal === undefined ? [] : [`for ${principal}`])].join(" ");
}
