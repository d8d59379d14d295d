import type { MailClass, MailPattern } from "./mail-class";
import type { MailPlace, MailTree } from "./mail-tree";

export interface MailClassParts {
  readonly tree: MailTree;
  readonly examples: readonly (string | undefined)[];
  /** Whether a place and the one around it need not be told apart. */
  readonly areAlike: (place: number, around: number) => boolean;
}

/** Classes of mail addresses: places that need not be told apart from the place around them are one with it. */
export class MailClasses {
  readonly #tree: MailTree;
  readonly #examples: readonly (string | undefined)[];
  /** Of each place the one that stands for it. */
  readonly #heads: number[] = [];
  readonly #inner = new Map<number, number[]>();
  readonly #classes = new Map<number, MailClass | undefined>();

  constructor({ tree, examples, areAlike }: MailClassParts) {
    this.#tree = tree;
    this.#examples = examples;
    for (const place of tree.places.keys()) this.#headOf(place, areAlike);
    for (const [place, { parent }] of tree.places.entries()) {
      if (parent < 0 || this.#heads[place] !== place) continue;
      const head = this.#heads[parent] ?? parent;
      this.#inner.set(head, [...(this.#inner.get(head) ?? []), place]);
    }
  }

  /** The classes of a set of places that has each of them whole. */
  classesOf(places: readonly number[]): readonly MailClass[] {
    return places.filter((place) => this.#heads[place] === place).flatMap((place) => this.#classOf(place) ?? []);
  }

  #headOf(place: number, areAlike: MailClassParts["areAlike"]): number {
    const known = this.#heads[place];
    if (known !== undefined) return known;
    const { parent, isKept } = this.#tree.places[place] as MailPlace;
    const isOne = parent >= 0 && !isKept && (this.#examples[place] === undefined || areAlike(place, parent));
    const head = isOne ? this.#headOf(parent, areAlike) : place;
    this.#heads[place] = head;
    return head;
  }

  #classOf(place: number): MailClass | undefined {
    if (this.#classes.has(place)) return this.#classes.get(place);
    const example = this.#examples[place];
    const inner = (this.#inner.get(place) ?? []).map((inside) => this.#tree.places[inside] as MailPlace);
    const made = example === undefined ? undefined : { pattern: patternOf(this.#placeAt(place), inner), example };
    this.#classes.set(place, made);
    return made;
  }

  #placeAt(place: number): MailPlace {
    return this.#tree.places[place] as MailPlace;
  }
}

function patternOf({ name }: MailPlace, inner: readonly MailPlace[]): MailPattern {
  const except = inner.flatMap((place) => spell(place) ?? []).sort();
  switch (name.kind) {
    case "null":
    case "postmaster":
    case "literal":
      return { kind: name.kind };
    case "address":
      return { kind: name.kind, address: name.address };
    case "domain":
    case "below":
      return { kind: name.kind, domain: name.domain, except };
    case "single-label":
      return { kind: name.kind, except };
    case "other": {
      const exceptKinds = inner.flatMap(({ name: { kind } }) =>
        kind === "literal" || kind === "single-label" ? [kind] : [],
      );
      return exceptKinds.length === 0 ? { kind: "other", except } : { kind: "other", except, exceptKinds };
    }
  }
}

function spell({ name }: MailPlace): string | undefined {
  switch (name.kind) {
    case "address":
      return name.address;
    case "domain":
      return name.domain;
    case "below":
      return `*.${name.domain}`;
    case "null":
    case "postmaster":
    case "other":
    case "literal":
    case "single-label":
      return undefined;
  }
}
