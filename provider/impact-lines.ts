import {
  answerWords,
  boxWords,
  clearAuthWords,
  countWords,
  effectWords,
  formatInstant,
  formatIpRange,
  type ImpactKind,
  type ImpactReport,
  type ImpactRow,
  listWords,
  rangesWords,
  type RouteChange,
} from "../model";

/** Lines that one resource may have, the way to see all included. */
const MOST_LINES = 8;
/** Names and ranges that a line tells before it counts the rest. */
const MOST_NAMES = 3;

/** All of it, for whoever saw only some. */
export const SEE_ALL =
  "see all: pulumi preview --json --show-sames > preview.json && relayctl impact --before preview.json --after preview.json --base host";

/** What a change of one resource means, worst first; `unknown`: properties that only the update will tell. */
export function impactLines(report: ImpactReport, unknown: readonly string[]): readonly string[] {
  const blocks = [...(unknown.length === 0 ? [] : [[mightRelay(unknown)]]), ...blocksOf(report)];
  if (blocks.length === 0) return ["impact: none, every client is answered as before"];
  const shown = fitting(blocks, MOST_LINES - 1);
  const rest = blocks.length - shown.length;
  const more = rest === 0 ? [] : [`and ${rest} more ${rest === 1 ? "change" : "changes"}`];
  return [...shown.flat(), [...more, SEE_ALL].join("; ")].map((line) => `impact: ${line}`);
}

function mightRelay(unknown: readonly string[]): string {
  const are = unknown.length === 1 ? "is" : "are";
  return `${listWords(unknown, MOST_NAMES)} ${are} not known before the update: it might relay for anybody`;
}

function blocksOf({
  rows,
  later = [],
  routes,
  proxies: { added, removed },
  clearAuth = [],
}: ImpactReport): readonly (readonly string[])[] {
  return [
    ...rows.map((row) => rowLines(row)),
    ...later.flatMap(({ at, rows: those }) => those.map((row) => rowLines(row, `after ${formatInstant(at)}: `))),
    ...clearAuth.map((offer) => [`WIDENED  ${clearAuthWords(offer)}`]),
    ...routes.map((route) => [routeLine(route)]),
    ...(added.length === 0 ? [] : [[`WIDENED  PROXY headers are believed from ${rangesWords(added, MOST_NAMES)}`]]),
    ...(removed.length === 0
      ? []
      : [[`NARROWED  PROXY headers are believed no more from ${listWords(removed.map(formatIpRange), MOST_NAMES)}`]]),
  ];
}

/** As many blocks as fit, the first one always. */
function fitting(blocks: readonly (readonly string[])[], lines: number): readonly (readonly string[])[] {
  const shown: (readonly string[])[] = [];
  let used = 0;
  for (const block of blocks) {
    used += block.length;
    if (used > lines) break;
    shown.push(block);
  }
  return shown;
}

const KINDS: Readonly<Record<ImpactKind, string>> = {
  widened: "WIDENED",
  narrowed: "NARROWED",
  moved: "MOVED",
  "side-effect": "SIDE EFFECT",
};

function rowLines(row: ImpactRow, when = ""): readonly string[] {
  const { kind, severity, box, before, after, witness, changedEffects } = row;
  const addresses = `${countWords(box.addresses)}  ${rangesWords(box.addresses, MOST_NAMES)}`;
  const effects = changedEffects.map((effect) => effectWords(effect, row));
  const change = kind === "side-effect" ? effects.join("; ") : `${answerWords(before)} -> ${answerWords(after)}`;
  return [
    `${when}${KINDS[kind]}  ${addresses}  (${severity})  ${boxWords(box, MOST_NAMES)}`,
    `  ${change}, e.g. ${witness.client}  MAIL FROM:<${witness.sender}>  RCPT TO:<${witness.recipient}>`,
  ];
}

function routeLine({ domains, before, after }: RouteChange): string {
  const end = (route: RouteChange["before"]) =>
    route === null
      ? "held, no route"
      : `${JSON.stringify(route.sendConnector)} to ${listWords(route.nextHops, MOST_NAMES)}`;
  return `ROUTE  ${listWords(domains, MOST_NAMES)}  ${end(before)} -> ${end(after)}`;
}
