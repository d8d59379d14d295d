import type { MissingRight, SessionRights } from "../decide/session-policy";
import type { DecidedBy } from "../decision";
import type { ExtendedRight } from "../extended-right";

/** An entry in words: `preset:AnonymousUsers for NT AUTHORITY\ANONYMOUS LOGON`. */
export function entryText({ entry, principal }: DecidedBy): string {
  const source = entry === undefined ? [] : [entry.startsWith("preset:") ? entry : `entry ${entry}`];
  return [...source, ...(principal === undefined ? [] : [`for ${principal}`])].join(" ");
}

/** Who gives a right of a session, or why it is not there. */
export function rightFinding({ granted, missing }: SessionRights, right: ExtendedRight): string {
  const by = granted.get(right);
  if (by !== undefined) return `${right} by ${entryText(by)}`;
  const why = missing.get(right);
  return why === undefined ? `no entry gives ${right}` : `${right} ${MISSING[why.reason]} ${entryText(why.by)}`;
}

const MISSING: Readonly<Record<MissingRight["reason"], string>> = {
  denied: "is denied by",
  expired: "has expired, which was given by",
  "wide-relay-withheld": "is withheld, as it would be open to a wide public range, though given by",
  "range-released": "is given by one side of a move only, by",
};
