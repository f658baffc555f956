import { copied } from '../latin1.ts';

/** Heads remembered at once. */
const MAX_HEADS = 256;
/** Longer heads are read each time. */
const MAX_LENGTH = 4096;

/**
 * What was read of the heads of messages, by their text: the same client sends the same head again and again, and a
 * server the same for a second. What is read is shared, so nobody changes it.
 */
export class RecentHeads<T extends object> {
  private readonly read: (head: string) => T | undefined;
  private readonly known = new Map<string, T>();

  constructor(read: (head: string) => T | undefined) {
    this.read = read;
  }

  /** @param head to its empty line, its characters are bytes */
  of(head: string): T | undefined {
    const known = this.known.get(head);
    if (known !== undefined) return known;
    const made = this.read(head);
    if (made !== undefined && head.length <= MAX_LENGTH) this.keep(head, made);
    return made;
  }

  private keep(head: string, made: T): void {
    if (this.known.size >= MAX_HEADS) this.known.clear();
    this.known.set(copied(head), made);
  }
}
