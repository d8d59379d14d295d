/** A next hop that takes something else than CRLF "." CRLF for the end of DATA, as servers did or do. */
export interface NaiveNextHop {
  readonly name: string;
  /** What stands before and behind the dot. */
  readonly end: RegExp;
}

const BREAKS = {
  CRLF: "\\r\\n",
  LF: "\\n",
  CR: "\\r",
  "CRLF or LF": "\\r?\\n",
  "any line end": "(?:\\r\\n?|\\n)",
  NUL: "\\0",
};

/** Every pair of line ends around the dot: SEC Consult's and its successors' servers are among them. */
export const NAIVE_NEXT_HOPS: readonly NaiveNextHop[] = Object.entries(BREAKS).flatMap(([before, first]) =>
  Object.entries(BREAKS).map(([after, second]) => ({
    name: `${before} . ${after}`,
    end: new RegExp(`${first}\\.${second}`, "g"),
  })),
);

/** Cleaners that drop NUL first, or take a run of CR before LF for one. */
export const CLEANING_NEXT_HOPS: readonly { readonly name: string; readonly clean: (wire: string) => string }[] = [
  { name: "drops NUL", clean: (wire) => wire.replaceAll("\0", "") },
  { name: "takes CR CR LF for one line end", clean: (wire) => wire.replace(/\r+\n/g, "\r\n") },
  { name: "drops every CR", clean: (wire) => wire.replaceAll("\r", "") },
  { name: "trims blanks at line ends", clean: (wire) => wire.replace(/[ \t]+(?=\r?\n)/g, "") },
];

/**
 * Next hops for whom DATA would end before its last five bytes: whatever follows there would be read as commands.
 * @param wire Bytes after DATA, CRLF "." CRLF included, one letter for each; nothing behind.
 */
export function endsEarly(wire: string): readonly string[] {
  const fooled = NAIVE_NEXT_HOPS.filter(({ end }) => endBefore(`\r\n${wire}`, end)).map(({ name }) => name);
  for (const { name, clean } of CLEANING_NEXT_HOPS) {
    // A blank behind the dot is content to all but the last of these, and that one ends mail of honest clients too.
    if (name.startsWith("trims") && /(?:^|\n)\.[ \t]+\r\n/.test(wire)) continue;
    if (endBefore(clean(`\r\n${wire}`), /\r?\n\.\r?\n/g)) fooled.push(name);
  }
  return fooled;
}

function endBefore(text: string, end: RegExp): boolean {
  end.lastIndex = 0;
  const found = end.exec(text);
  return found !== null && found.index + found[0].length < text.length - 1;
}
