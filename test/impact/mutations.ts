/** A line of the model that impact stands on, and how it is broken. */
export interface Mutation {
  readonly what: string;
  /** In model/. */
  readonly file: string;
  /** Text that is there once. */
  readonly line: string;
  readonly broken: string;
}

export const MUTATIONS: readonly Mutation[] = [
  {
    what: "an atom is dropped: where only the after side begins anew",
    file: "impact/pair-connectors.ts",
    line: "if (left.value === current.before && right.value === current.after && ",
    broken: "if (left.value === current.before && ",
  },
  {
    what: "a deny is ignored: an entry counts the same whether it allows or denies",
    file: "impact/pair-side.ts",
    line: "[entry.principal, entry.access, entry.extendedRights,",
    broken: "[entry.principal, entry.extendedRights,",
  },
  {
    what: "specificity is ignored: of a specific local address and the wildcard the larger range counts",
    file: "connector-index-port.ts",
    line: "rank: rankA >>> 0 < rankB >>> 0 ? rankA : rankB });",
    broken: "rank: rankA >>> 0 < rankB >>> 0 ? rankB : rankA });",
  },
  {
    what: "expiry is ignored",
    file: "impact/pair-side.ts",
    line: "entry.extendedRights, hasExpired(entry, at)]",
    broken: "entry.extendedRights]",
  },
  {
    what: "the most specific domain around a name is not looked for",
    file: "impact/mail-tree.ts",
    line: 'for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {',
    broken: 'for (let dot = domain.lastIndexOf("."); dot >= 0; dot = -1) {',
  },
  {
    what: "senders of an account's own are ignored",
    file: "impact/pair-cells.ts",
    line: "if (allowedSenders.every(({ size }) => size === 0)) return groups;",
    broken: "return groups;",
  },
  {
    what: "names that are no part of a class are not excepted",
    file: "impact/mail-classes.ts",
    line: "const except = inner.flatMap((place) => spell(place) ?? []).sort();",
    broken: "const except: string[] = [];",
  },
  {
    what: "letters beyond ASCII are taken for granted",
    file: "impact/pair-boxes.ts",
    line: "if (takes.length === connectors.length) return",
    broken: "if (takes.length >= 0) return",
  },
  {
    what: "accounts that changed are not asked about on connectors that did not",
    file: "impact/compare-worlds.ts",
    line: "return accounts.has(identity.username.toLowerCase());",
    broken: "return false;",
  },
  {
    what: "boxes are joined though they differ in something else",
    file: "impact/merge-products.ts",
    line: 'place === dimension ? "" : textOf(part)',
    broken: '""',
  },
  {
    what: "a change of side effects is no change",
    file: "impact/change-kind.ts",
    line: 'return changedEffects(before, after).length === 0 ? undefined : "side-effect";',
    broken: "return undefined;",
  },
  {
    what: "domains that need a certificate are taken for any others",
    file: "impact/mail-places.ts",
    line: "...securedDomains(side),",
    broken: "",
  },
];
