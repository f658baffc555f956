/** A source of choices that are always the same for the same seed. */
export interface Random {
  /** From 0 included to 1 excluded. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly integer: (minimum: number, maximum: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** `count` different elements, in the order of the list. */
  readonly some: <T>(list: readonly T[], count: number) => readonly T[];
}

/** The generator sfc32 (C. Doty-Humphrey, PractRand), seeded by a text: no clock, no `Math.random`. */
export function seededRandom(seed: string): Random {
  const next = sfc32(seed);
  const integer = (minimum: number, maximum: number) => minimum + Math.floor(next() * (maximum - minimum + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('Nothing to pick from an empty list');
    return list[integer(0, list.length - 1)] as T;
  };
  const some = <T>(list: readonly T[], count: number) => {
    const left = list.map((_, index) => index);
    const taken = new Set<number>();
    while (taken.size < Math.min(count, list.length)) {
      const [index = 0] = left.splice(integer(0, left.length - 1), 1);
      taken.add(index);
    }
    return list.filter((_, index) => taken.has(index));
  };
  return { next, integer, chance: (probability) => next() < probability, pick, some };
}

function sfc32(seed: string): () => number {
  let [a, b, c, d] = [hashed(`${seed}/a`), hashed(`${seed}/b`), hashed(`${seed}/c`), 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** FNV-1a, 32 bits. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
}
