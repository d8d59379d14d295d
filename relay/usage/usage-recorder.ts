import type {
  DecidedBy,
  ExtendedRight,
  MailDecision,
  RcptDecision,
  SessionPolicy,
  TransactionPolicy,
} from "../../model";
import type { ObservedRefusal, SessionUsage } from "./session-usage";
import type { UsageBook } from "./usage-book";
import type { UsageCell } from "./usage-cell";

const SUBMIT: ExtendedRight = "ms-Exch-SMTP-Submit";
const ANY_SIZE: ExtendedRight = "ms-Exch-Bypass-Message-Size-Limit";
const AUTHENTICATION_FLAG: ExtendedRight = "ms-Exch-SMTP-Accept-Authentication-Flag";

/** Counts what sessions accepted, by what decided it. */
export class UsageRecorder implements SessionUsage {
  constructor(
    private readonly book: UsageBook,
    /** Epoch milliseconds. */
    private readonly clock: () => number,
  ) {}

  sender({ session }: TransactionPolicy, { by }: MailDecision): void {
    // Submit is counted with the message.
    if (by.right !== undefined && by.right !== SUBMIT) this.rightOf(session, by)?.use(this.clock());
  }

  recipient({ session }: TransactionPolicy, { by, reason }: RcptDecision): void {
    const at = this.clock();
    const relayed = reason === "relay-right" ? 1 : 0;
    for (const cell of this.cellsOf(session)) cell.countRecipient(at, relayed);
    if (relayed === 1) this.rightOf(session, by)?.countRecipient(at, relayed);
  }

  message({ session, rights, submitter }: TransactionPolicy, bytes: number): void {
    const at = this.clock();
    for (const cell of this.cellsOf(session)) cell.countMessage(at, bytes);
    this.rightOf(session, rights.granted.get(SUBMIT))?.countMessage(at, bytes);
    if (bytes > session.selection.connector.settings.maxMessageSize) {
      this.rightOf(session, rights.granted.get(ANY_SIZE))?.use(at);
    }
    if (submitter !== undefined) this.rightOf(session, rights.granted.get(AUTHENTICATION_FLAG))?.use(at);
    if (this.book.isOverfull) this.book.makeRoom();
  }

  wouldRefuse({ connector: { id, name }, reason, client }: ObservedRefusal): void {
    const at = this.clock();
    const connector = this.book.connector(id);
    connector.cell.label = name;
    const refusal = this.book.refusal(connector, reason);
    for (const cell of [refusal.cell, this.book.client(refusal, client)]) {
      cell.countRecipient(at, 0);
      this.book.touch(cell);
    }
    this.book.touch(connector.cell);
  }

  /** Counters of everything that a session is. */
  private cellsOf({ selection, client, identity }: SessionPolicy): readonly UsageCell[] {
    const { book } = this;
    const connector = book.connector(selection.connector.id);
    connector.cell.label = selection.connector.name;
    const range = book.range(connector, selection.range);
    const cells = [
      connector.cell,
      range.cell,
      book.client(range, client),
      book.principal(connector, identity.name),
    ] as const;
    for (const cell of cells) book.touch(cell);
    return cells;
  }

  private rightOf({ selection }: SessionPolicy, by: DecidedBy | undefined): UsageCell | undefined {
    if (by?.entry === undefined || by.right === undefined) return undefined;
    const cell = this.book.right(this.book.connector(selection.connector.id), by.entry, by.right);
    cell.label = by.principal ?? "";
    this.book.touch(cell);
    return cell;
  }
}
