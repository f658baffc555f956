/** An object that was read: its text, and what was cut of it. */
export interface ReadObject {
  readonly text: string;
  readonly cuts: readonly string[];
}

interface Kept {
  readonly by: Map<string, ReadObject | null>;
  readonly key: string;
  readonly length: number;
}

/** What all programs keep takes no more: characters, each a byte. */
const MAX_KEPT = 16_777_216;
/** Objects kept of one kind. */
const MAX_OBJECTS = 256;
const MAX_LENGTH = 16_384;
/** So many lookups say whether objects come again; where they do not, so many are read without looking. */
const LOOKUPS = 512;
const LEAST_FOUND = 128;
const REST = 16_384;

/** In the order in which they were kept, over all programs: the oldest goes first. */
let kept: Kept[] = [];
let oldest = 0;
let keptLength = 0;

/**
 * Objects of one kind, of public data, that were read before: one whose bytes are the same again is not scanned again. The
 * subgraph is asked all the same; nothing is kept in its place. An object is kept once its key has come twice.
 */
export class ReadBefore {
  readonly #objects = new Map<string, ReadObject | null>();
  #lookups = 0;
  #found = 0;
  #rest = 0;

  /** Whether the next object is to be looked up. */
  looks(): boolean {
    if (this.#rest === 0) return true;
    this.#rest -= 1;
    return false;
  }

  /** The object that stands in the text at that place, if it was read before. */
  find(key: string, text: string, at: number): ReadObject | undefined {
    this.#lookups += 1;
    if (this.#lookups > LOOKUPS) this.#reckon();
    const known = this.#objects.get(key);
    if (known === undefined || known === null) return undefined;
    // Much faster than `startsWith` for as much text.
    if (text.slice(at, at + known.text.length) !== known.text) return undefined;
    this.#found += 1;
    return known;
  }

  keep(key: string, text: string, cuts: readonly string[]): void {
    if (text.length > MAX_LENGTH) return;
    const known = this.#objects.get(key);
    if (known === undefined) this.#first(key);
    else this.#again(key, { text: copied(text), cuts: cuts.map(copied) });
  }

  #first(key: string): void {
    if (this.#objects.size >= MAX_OBJECTS) this.#objects.clear();
    this.#objects.set(copied(key), null);
  }

  #again(key: string, object: ReadObject): void {
    const own = copied(key);
    const length = object.cuts.reduce((sum, cut) => sum + cut.length, object.text.length);
    this.#objects.set(own, object);
    kept.push({ by: this.#objects, key: own, length });
    keptLength += length;
    while (keptLength > MAX_KEPT) forgetOldest();
  }

  #reckon(): void {
    if (this.#found < LEAST_FOUND) {
      this.#rest = REST;
      this.#objects.clear();
    }
    this.#lookups = this.#found = 0;
  }
}

function forgetOldest(): void {
  const one = kept[oldest];
  oldest += 1;
  if (one === undefined) return;
  one.by.delete(one.key);
  keptLength -= one.length;
  if (oldest < 1024 || oldest * 2 < kept.length) return;
  kept = kept.slice(oldest);
  oldest = 0;
}

/** A text of its own: a piece of an answer would keep all of it. */
function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
