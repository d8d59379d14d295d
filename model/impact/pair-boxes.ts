import type { MailClass } from "./mail-class";
import { MailClasses } from "./mail-classes";
import type { MailPlaces } from "./mail-places";
import { mergeProducts, type Product } from "./merge-products";
import type { Outcome } from "./outcome";
import { pairCells, type PairQuestion, type SenderRow } from "./pair-cells";
import type { RelayBox } from "./relay-box";

/** A box without its place. */
export type PairBox = Omit<RelayBox, "addresses" | "endpoints">;

export interface BoxesWanted {
  /** What tells boxes apart that must not be one, by the outcomes of the sides; undefined: not wanted. */
  readonly judge: (outcomes: readonly Outcome[]) => string | undefined;
  /** Whether probes that every side refuses may be wanted. */
  readonly refusals: boolean;
}

const ASCII = 0;
const BEYOND = 1;

/** Disjoint boxes of everything wanted of a pair, as few as greedy merging makes them. */
export function pairBoxes(question: Omit<PairQuestion, "smtpUtf8">, wanted: BoxesWanted): readonly PairBox[] {
  const products = mergeProducts(
    layersOf(question, wanted).flatMap(({ rows, letters }) =>
      rows.flatMap((row) => rowProducts(row, { question, letters, wanted })),
    ),
  );
  const recipients = classesOf(
    question.recipients,
    products.map(({ parts }) => parts[0] ?? []),
  );
  const senders = classesOf(
    question.senders,
    products.map(({ parts }) => parts[1] ?? []),
  );
  return products.map(({ parts: [, , sessions = [], letters = []] }, place) => ({
    sessions: sessions.flatMap((session) => question.sessions[session]?.sessions ?? []),
    senders: senders[place] ?? [],
    recipients: recipients[place] ?? [],
    ...internationalized(letters),
  }));
}

function internationalized(letters: readonly number[]): Pick<RelayBox, "internationalized"> {
  if (!letters.includes(BEYOND)) return {};
  return { internationalized: letters.includes(ASCII) ? "too" : "only" };
}

interface Layer {
  readonly rows: readonly SenderRow[];
  readonly letters: readonly number[];
}

/** Letters beyond ASCII make a difference only on a connector that does not take them: there everything is refused. */
function layersOf(question: Omit<PairQuestion, "smtpUtf8">, { refusals }: BoxesWanted): readonly Layer[] {
  const rows = pairCells({ ...question, smtpUtf8: false });
  const connectors = question.sides.flatMap(({ connector }) => connector ?? []);
  const takes = connectors.filter(({ settings }) => settings.smtpUtf8Enabled);
  if (takes.length === connectors.length) return [{ rows, letters: [ASCII, BEYOND] }];
  if (takes.length === 0 && !refusals) return [{ rows, letters: [ASCII] }];
  return [
    { rows, letters: [ASCII] },
    { rows: pairCells({ ...question, smtpUtf8: true }), letters: [BEYOND] },
  ];
}

interface RowContext {
  readonly question: Omit<PairQuestion, "smtpUtf8">;
  readonly letters: readonly number[];
  readonly wanted: BoxesWanted;
}

function rowProducts({ session, senders, outcomes }: SenderRow, context: RowContext): readonly Product[] {
  const { question, letters, wanted } = context;
  const sessions = [question.sessions.indexOf(session)];
  const byKey = Map.groupBy(question.recipients.groups.keys(), (group) =>
    wanted.judge(outcomes.flatMap((line) => line[group] ?? [])),
  );
  return [...byKey].flatMap(([key, groups]) => {
    if (key === undefined) return [];
    const recipients = groups.flatMap((group) => question.recipients.groups[group]?.places ?? []);
    return pairsOfMail(context, senders, recipients).map(([some, others]) => ({
      key,
      parts: [ascending(others), ascending(some), sessions, letters],
    }));
  });
}

/** Two addresses that are named one by one have no letters beyond ASCII between them. */
function pairsOfMail(
  { question, letters }: RowContext,
  senders: readonly number[],
  recipients: readonly number[],
): readonly (readonly [readonly number[], readonly number[]])[] {
  if (letters.includes(ASCII)) return [[senders, recipients]];
  const [named, open] = partition(senders, (place) => isNamed(question.senders, place));
  const others = recipients.filter((place) => !isNamed(question.recipients, place));
  return (
    [
      [open, recipients],
      [named, others],
    ] as const
  ).filter(([some, any]) => some.length > 0 && any.length > 0);
}

function isNamed({ tree }: MailPlaces, place: number): boolean {
  const kind = tree.places[place]?.name.kind;
  return kind === "address" || kind === "null" || kind === "postmaster";
}

function partition(places: readonly number[], isFirst: (place: number) => boolean) {
  return [places.filter(isFirst), places.filter((place) => !isFirst(place))] as const;
}

function ascending(places: readonly number[]): readonly number[] {
  return [...places].sort((a, b) => a - b);
}

/** The classes of each set, so that no class is partly in one of them. */
function classesOf(
  { tree, examples, standing }: MailPlaces,
  sets: readonly (readonly number[])[],
): readonly (readonly MailClass[])[] {
  const memberships = tree.places.map(() => "");
  for (const [index, set] of sets.entries()) for (const place of set) memberships[place] += ` ${index}`;
  const areAlike = (place: number, around: number) =>
    memberships[place] === memberships[around] && standing[place] === standing[around];
  const classes = new MailClasses({ tree, examples, areAlike });
  return sets.map((set) => classes.classesOf(set));
}
