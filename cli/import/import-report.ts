import { type Place, placeText } from "./place";

/** What an import did not carry over as it stood. */
export interface ReportLine {
  /** `left-out`: has no equal here. `changed`: carried over in another form. `note`: to be known or done. */
  readonly kind: "left-out" | "changed" | "note";
  readonly place: Place;
  /** The connector, file or setting that it is about. */
  readonly subject: string;
  /** Exchange's or Postfix's name; null when the line is about the subject as a whole. */
  readonly parameter: string | null;
  /** Sentence without the subject. */
  readonly message: string;
}

/** Everything that an import has to say, in the order of the input. */
export class ImportReport {
  private readonly collected: ReportLine[] = [];

  get lines(): readonly ReportLine[] {
    return this.collected;
  }

  leftOut(line: Omit<ReportLine, "kind">): void {
    this.collected.push({ kind: "left-out", ...line });
  }

  changed(line: Omit<ReportLine, "kind">): void {
    this.collected.push({ kind: "changed", ...line });
  }

  note(line: Omit<ReportLine, "kind">): void {
    this.collected.push({ kind: "note", ...line });
  }
}

const LABELS: Readonly<Record<ReportLine["kind"], string>> = {
  "left-out": "left out",
  changed: "changed",
  note: "note",
};

/** One line: `left out: CRM Application: ServiceDiscoveryFqdn: ... (ex01.json [3])`. */
export function reportText({ kind, place, subject, parameter, message }: ReportLine): string {
  const about = parameter === null ? subject : `${subject}: ${parameter}`;
  return `${LABELS[kind]}: ${about}: ${message} (${placeText(place)})`;
}
