import { copied } from '../../latin1.ts';

/** An object that was read: its text, and what was cut of it. */
export interface ReadObject {
  readonly text: string;
  readonly cuts: readonly string[];
}

/** What all programs keep takes no more: characters, each a byte. */
const MAX_KEPT = 16_777_216;
/** Objects kept of one kind. */
const MAX_OBJECTS = 1024;
const MAX_LENGTH = 16_384;
/**
 * So many lookups say whether objects come again: enough for as many as are kept to have come twice, and to be found. Where
 * they are not, so many are read without looking.
 */
const LOOKUPS = 4 * MAX_OBJECTS;
const LEAST_FOUND = LOOKUPS / 4;
const REST = 8 * LOOKUPS;

/** In the order in which their keys came, over all programs: the oldest goes first. */
const kept = new Set<Kept>();
let keptLength = 0;

type Objects = Map<string, Kept | null>;

/** The object kept under a key: the last one, where several take turns. */
class Kept implements ReadObject {
  text = '';
  cuts: readonly string[] = [];
  private readonly by: Objects;
  private readonly key: string;
  private length = 0;

  constructor(by: Objects, key: string) {
    this.by = by;
    this.key = key;
  }

  keep(text: string, cuts: readonly string[]): void {
    this.text = copied(text);
    this.cuts = cuts.map(copied);
    const length = cuts.reduce((sum, cut) => sum + cut.length, text.length);
    keptLength += length - this.length;
    this.length = length;
  }

  forget(): void {
    this.by.delete(this.key);
    kept.delete(this);
    keptLength -= this.length;
  }
}

/**
 * Objects of one kind, of public data, that were read before: one whose bytes are the same again is not scanned again. The
 * subgraph is asked all the same; nothing is kept in its place. An object is kept once its key has come twice.
 */
export class ReadBefore {
  readonly #objects: Objects = new Map();
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
    else {
      (known ?? this.#again(key)).keep(text, cuts);
      while (keptLength > MAX_KEPT) forgetOldest();
    }
  }

  #first(key: string): void {
    if (this.#objects.size >= MAX_OBJECTS) this.#forgetAll();
    this.#objects.set(copied(key), null);
  }

  #again(key: string): Kept {
    const own = copied(key);
    const known = new Kept(this.#objects, own);
    this.#objects.set(own, known);
    kept.add(known);
    return known;
  }

  #reckon(): void {
    if (this.#found < LEAST_FOUND) {
      this.#rest = REST;
      this.#forgetAll();
    }
    this.#lookups = this.#found = 0;
  }

  #forgetAll(): void {
    for (const each of this.#objects.values()) each?.forget();
    this.#objects.clear();
  }
}

function forgetOldest(): void {
  const [oldest] = kept;
  oldest?.forget();
}
