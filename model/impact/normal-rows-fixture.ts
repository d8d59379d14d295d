import { unionRanges } from "../ip-interval";
import { formatIpRange } from "../ip-range";
import type { ImpactKind, ImpactRow } from "./impact-report";
import { outcomeOf } from "./outcome";
import type { MailClass } from "./mail-class";

const MIRRORED: Readonly<Record<ImpactKind, ImpactKind>> = {
  widened: "narrowed",
  narrowed: "widened",
  moved: "moved",
  "side-effect": "side-effect",
};

/** The row as the way back has it. */
export function mirrorRow({ kind, before, after, ...row }: ImpactRow): ImpactRow {
  return { ...row, kind: MIRRORED[kind], before: after, after: before };
}

/** Rows as sets: in one order, without what only makes them easier to read (severity, witness, public apart). */
export function normalRows(rows: readonly ImpactRow[]): readonly string[] {
  const spelt = rows.flatMap((row) =>
    row.box.endpoints.map(({ address, port }) => ({
      key: `${address} ${port} ${keyOf(row)}`,
      addresses: row.box.addresses.filter(({ family }) => (family === 6) === address.includes(":")),
    })),
  );
  return [...Map.groupBy(spelt, ({ key }) => key)]
    .map(
      ([key, parts]) =>
        `${key} ${unionRanges(...parts.map((part) => part.addresses))
          .map(formatIpRange)
          .join()}`,
    )
    .sort();
}

function keyOf({ kind, before, after, box }: ImpactRow): string {
  return JSON.stringify([
    kind,
    outcomeOf(before).text,
    outcomeOf(after).text,
    box.internationalized ?? "none",
    box.sessions.map((session) => JSON.stringify(session).toLowerCase()).sort(),
    patterns(box.senders),
    patterns(box.recipients),
  ]);
}

function patterns(classes: readonly MailClass[]): readonly string[] {
  return classes.map(({ pattern }) => JSON.stringify(pattern)).sort();
}
