/**
 * Remembers what was made of the last list that began with the same item, and makes it anew when any item differs. A
 * snapshot follows another that is the same but for one object: what that object has no part in is taken over. `isSame`
 * may tell that another item means the same.
 */
export function rememberLast<Item extends object, Made>(
  make: (items: readonly Item[]) => Made,
  isSame: (a: Item, b: Item) => boolean = () => false,
) {
  const last = new WeakMap<Item, { readonly items: readonly Item[]; readonly made: Made }>();
  const nothing = make([]);
  return (items: readonly Item[]): Made => {
    const [first] = items;
    if (first === undefined) return nothing;
    const known = last.get(first);
    const made = known !== undefined && areSame(known.items, items, isSame) ? known.made : make(items);
    last.set(first, { items, made });
    return made;
  };
}

function areSame<Item>(a: readonly Item[], b: readonly Item[], isSame: (a: Item, b: Item) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index] || isSame(item, b[index] as Item));
}

/** Remembers what was last made of a thing with another one, as long as both are the very same. */
export function rememberPair<One extends object, Other, Made>(make: (one: One, other: Other) => Made) {
  const last = new WeakMap<One, { readonly other: Other; readonly made: Made }>();
  return (one: One, other: Other): Made => {
    const known = last.get(one);
    if (known !== undefined && known.other === other) return known.made;
    const made = make(one, other);
    last.set(one, { other, made });
    return made;
  };
}

/** Places of a list that are looked at: whatever few items of it change, some of these stay. */
const PROBES = 8;

/** Remembers what was last made of a list, for lists that have some of the same items at the same places. */
export function rememberNear<Item extends object, Made>() {
  const last = new WeakMap<Item, Made>();
  return {
    near(items: readonly Item[]): Made | undefined {
      for (const item of probesOf(items)) {
        const made = last.get(item);
        if (made !== undefined) return made;
      }
      return undefined;
    },
    set(items: readonly Item[], made: Made): void {
      for (const item of probesOf(items)) last.set(item, made);
    },
  };
}

function probesOf<Item>(items: readonly Item[]): readonly Item[] {
  return items.length <= PROBES ? items : [...items.slice(0, PROBES / 2), ...items.slice(-PROBES / 2)];
}
