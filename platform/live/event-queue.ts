/** What one subscriber has not read yet: ended by `end`, by `fail`, or by its reader. */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  readonly #waiting: T[] = [];
  readonly #most: number;
  readonly #onOver: () => void;
  #reader: { resolve: (result: IteratorResult<T>) => void; reject: (error: Error) => void } | null = null;
  #error: Error | null = null;
  #isOver = false;

  /**
   * @param most events that may wait; one more fails the queue by `overflow`.
   * @param onOver told once, when nothing more is wanted.
   */
  constructor(most: number, onOver: () => void) {
    this.#most = most;
    this.#onOver = onOver;
  }

  push(event: T, overflow: () => Error): void {
    if (this.#isOver) return;
    if (this.#reader !== null) {
      this.#reader.resolve({ done: false, value: event });
      this.#reader = null;
    } else if (this.#waiting.length < this.#most) this.#waiting.push(event);
    else this.fail(overflow());
  }

  fail(error: Error): void {
    if (this.#isOver) return;
    this.#over();
    if (this.#reader === null) this.#error = error;
    else this.#reader.reject(error);
    this.#reader = null;
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    const error = this.#error;
    this.#error = null;
    if (error !== null) return Promise.reject(error);
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#waiting.length = 0;
    if (!this.#isOver) this.#over();
    this.#reader?.resolve({ done: true, value: undefined });
    this.#reader = null;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #over(): void {
    this.#isOver = true;
    this.#onOver();
  }
}
