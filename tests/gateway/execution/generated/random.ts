/** A whole number of 32 bits that depends on the text alone. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Draws that repeat for the same seed. */
export interface Random {
  /** From 0 to `below - 1`. */
  readonly int: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** In a random order. */
  readonly shuffled: <Item>(items: readonly Item[]) => readonly Item[];
}

export function seededRandom(seed: number): Random {
  let drawn = 0;
  const next = (): number => hashOf(`${seed}:${drawn++}`) / 2 ** 32;
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (items) => itemAt(items, int(items.length)),
    shuffled: (items) =>
      items
        .map((item) => ({ item, order: next() }))
        .sort((one, other) => one.order - other.order)
        .map(({ item }) => item),
  };
}

/** The item that a number chooses, counting round. */
export function itemAt<Item>(items: readonly Item[], number: number): Item {
  if (items.length === 0) throw new Error('There is nothing to choose from.');
  return items[number % items.length] as Item;
}
