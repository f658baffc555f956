/** So many additions at least, and twice as many as there are entries, before the entries move. */
const LEAST = 64;

/**
 * A map for what comes and goes, of which little is there at once. V8 links a map's table to the one that takes its place
 * when entries have come and gone. A table that has grown old is no longer looked at by the collection of young objects, which
 * then keeps all tables after it, with everything that was ever in them, and makes them old in their turn. Here the entries
 * move to a map of their own now and then, which nothing links to the one before.
 */
export class TransientMap<K, V> {
  #map = new Map<K, V>();
  #added = 0;

  get size(): number {
    return this.#map.size;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    this.#added += 1;
    if (this.#added > LEAST && this.#added > 2 * this.#map.size) {
      this.#map = new Map(this.#map);
      this.#added = 0;
    }
    this.#map.set(key, value);
  }

  keys(): IterableIterator<K> {
    return this.#map.keys();
  }

  delete(key: K): void {
    this.#map.delete(key);
  }
}
