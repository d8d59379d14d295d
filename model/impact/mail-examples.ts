import type { MailTree, PlaceName } from "./mail-tree";

export type MailRole = "sender" | "recipient";

/** A member of each place of a tree; undefined for a place that has none, since a longer address is no address. */
export function mailExamples(tree: MailTree, role: MailRole): readonly (string | undefined)[] {
  return tree.places.map(({ name }, place) => {
    // Of as many candidates and one more, one is in no other place.
    for (let turn = 0; turn <= tree.places.length; turn++) {
      const example = candidate(name, { turn, role });
      if (isIn(tree, { example, place })) return example;
      if (name.kind === "address") return undefined;
    }
    return undefined;
  });
}

function isIn(tree: MailTree, { example, place }: { readonly example: string; readonly place: number }): boolean {
  try {
    return tree.locate(example) === place;
  } catch {
    return false;
  }
}

const WORDS = {
  sender: { local: "a", outside: "other.example" },
  recipient: { local: "b", outside: "outside.example" },
} as const;

function candidate(name: PlaceName, { turn, role }: { readonly turn: number; readonly role: MailRole }): string {
  const { local, outside } = WORDS[role];
  // No top-level domain is a number, and none has all of these.
  const number = turn === 0 ? "" : String(turn);
  switch (name.kind) {
    case "null":
      return "";
    case "postmaster":
      return "postmaster";
    case "address":
      return name.address;
    case "domain":
      return `${local}${number}@${name.domain}`;
    case "below":
      return `${local}@h${number}.${name.domain}`;
    case "other":
      return `${local}@${outside}${number}`;
    case "single-label":
      return `${local}@host${number}`;
    case "literal":
      return `${local}@[192.0.2.1]`;
  }
}
