import type { SessionPolicy, TransactionPolicy } from "../decide/session-policy";
import { openProbeSession } from "./probe-session";
import { mailProbe, rcptProbe, refusedAnswer } from "./probe-stages";
import type { MailPlaces, PlaceGroup } from "./mail-places";
import { outcomeOf, type Outcome } from "./outcome";
import type { PairSide } from "./pair-side";
import type { ProbeSession } from "./relay-probe";
import type { SessionClass } from "./session-classes";

/** Everything that a pair's probes differ in, but for their place. */
export interface PairQuestion {
  readonly sides: readonly PairSide[];
  readonly sessions: readonly SessionClass[];
  readonly senders: MailPlaces;
  readonly recipients: MailPlaces;
  /** Letters beyond ASCII are announced. */
  readonly smtpUtf8: boolean;
}

/** Senders of one session class whom every side answers alike, whatever the recipient. */
export interface SenderRow {
  readonly session: SessionClass;
  readonly senders: readonly number[];
  /** For each side, outcomes by recipient group. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

/** Asks every class of a pair what each side answers. */
export function pairCells(question: PairQuestion): readonly SenderRow[] {
  return question.sessions.flatMap((session) => sessionRows(question, session));
}

function sessionRows(question: PairQuestion, session: SessionClass): readonly SenderRow[] {
  const asked = question.sides.map((side) => new AskedSession(side, question, session.sessions[0] as ProbeSession));
  const rows = new Map<string, { readonly senders: number[]; readonly outcomes: readonly (readonly Outcome[])[] }>();
  for (const { places, example } of senderGroups(question.senders, session)) {
    const lines = asked.map((one) => one.lineOf(example));
    const key = lines.map(({ id }) => id).join();
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { senders: [...places], outcomes: lines.map(({ outcomes }) => outcomes) });
    else known.senders.push(...places);
  }
  return [...rows.values()].map((row) => ({ session, ...row }));
}

/** Groups of senders, parted where an account may send as some of them. */
function senderGroups(
  { groups, tree, facts, examples }: MailPlaces,
  { allowedSenders }: SessionClass,
): readonly PlaceGroup[] {
  if (allowedSenders.every(({ size }) => size === 0)) return groups;
  const marks = new Map<number, string>();
  for (const [side, entries] of allowedSenders.entries()) {
    for (const entry of entries) {
      for (const place of tree.placesWithin(entry)) marks.set(place, `${marks.get(place) ?? ""} ${side}`);
    }
  }
  const marked = Map.groupBy(marks.keys(), (place) => JSON.stringify([facts[place], marks.get(place)]));
  return [
    ...groups.flatMap(({ places }) =>
      groupOf(
        places.filter((place) => !marks.has(place)),
        examples,
      ),
    ),
    ...[...marked.values()].flatMap((places) => groupOf(places, examples)),
  ];
}

function groupOf(places: readonly number[], examples: MailPlaces["examples"]): readonly PlaceGroup[] {
  const place = places.find((one) => examples[one] !== undefined);
  const example = place === undefined ? undefined : examples[place];
  return example === undefined ? [] : [{ places, example }];
}

interface Line {
  readonly id: number;
  readonly outcomes: readonly Outcome[];
}

/** One session on one side. */
class AskedSession {
  readonly #side: PairSide;
  readonly #question: PairQuestion;
  readonly #session: ProbeSession;
  readonly #opened: { readonly policy: SessionPolicy } | { readonly refused: Outcome };
  readonly #lines = new Map<string, Line>();

  constructor(side: PairSide, question: PairQuestion, session: ProbeSession) {
    this.#side = side;
    this.#question = question;
    this.#session = session;
    this.#opened = this.#open();
  }

  /** Outcomes of a sender by recipient group; lines of one session with one id are the same. */
  lineOf(sender: string): Line {
    if ("refused" in this.#opened) return this.#refusal(this.#opened.refused);
    const { world } = this.#side;
    const { smtpUtf8 } = this.#question;
    const mail = mailProbe(world, this.#opened.policy, { sender, secure: this.#session.tls, smtpUtf8 });
    if (mail.transaction === undefined) {
      return this.#refusal(outcomeOf(refusedAnswer("mail", mail, this.#side.connector?.name ?? null)));
    }
    return this.#answers(mail.transaction);
  }

  #open(): { readonly policy: SessionPolicy } | { readonly refused: Outcome } {
    const { connection, connector, world } = this.#side;
    if (connection.policy === undefined) return { refused: outcomeOf(refusedAnswer("connect", connection, null)) };
    const opened = openProbeSession(world, connection.policy, this.#session);
    if (opened.ok) return { policy: opened.session };
    return { refused: outcomeOf(refusedAnswer(opened.step, opened.decision, connector?.name ?? null)) };
  }

  #refusal(outcome: Outcome): Line {
    return this.#line(outcome.text, () => this.#question.recipients.groups.map(() => outcome));
  }

  /** What RCPT answers depends on the sender only where it makes a partner of the client. */
  #answers(transaction: TransactionPolicy): Line {
    const { identity } = transaction.session;
    const key = `${identity.kind} ${identity.name} ${identity.partnerNames?.join() ?? ""}`;
    const session = this.#session;
    return this.#line(key, () =>
      this.#question.recipients.groups.map(({ example }) =>
        outcomeOf(rcptProbe(transaction, { recipient: example, session })),
      ),
    );
  }

  #line(key: string, make: () => readonly Outcome[]): Line {
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line = { id: this.#lines.size, outcomes: make() };
    this.#lines.set(key, line);
    return line;
  }
}
