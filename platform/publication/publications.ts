import { performance } from 'node:perf_hooks';
import { Client } from 'pg';

/** The number of the last change of what anyone may read in a database, kept in the process. */
export interface Publications {
  /** `null` while it is not known for certain: then nothing that is answered may be kept. */
  readonly current: () => number | null;
  /** Told when the number moves, or is no longer known; gives what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
}

/** PostgreSQL tells each change at its commit; the number is read again this often, should it have been told in vain. */
const CHECK_EVERY_MS = 1000;
/** A number that was not read, nor told, for so long is not known any more. */
const KNOWN_FOR_MS = 3000;
const QUERY_TIMEOUT_MS = 2000;

/**
 * Follows the publications of a database on a connection of its own, opened again whenever it is lost. A pooler that does
 * not pass notifications on (PgBouncer by transaction) only makes it slower to know.
 */
export function openPublications(databaseUrl: string): Publications {
  const following = new Following(databaseUrl);
  return {
    current: () => following.current(),
    subscribe: (listener) => {
      following.listeners.add(listener);
      return () => following.listeners.delete(listener);
    },
    close: () => following.close(),
  };
}

class Following {
  readonly listeners = new Set<() => void>();
  readonly #url: string;
  #number: number | null = null;
  #knownAt = 0;
  #client: Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #checking: Promise<void>;
  #isClosed = false;

  constructor(url: string) {
    this.#url = url;
    this.#checking = this.#check();
  }

  current(): number | null {
    return performance.now() - this.#knownAt < KNOWN_FOR_MS ? this.#number : null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#checking;
    await this.#lose();
  }

  async #check(): Promise<void> {
    const startedAt = performance.now();
    try {
      const client = (this.#client ??= await this.#connected());
      const { rows } = await client.query<{ number: string }>('SELECT number FROM publication.state');
      this.#told(Number(rows[0]?.number), startedAt);
    } catch {
      // The subgraph's own `/ready` says that its database does not answer: here it is only not known.
      await this.#lose();
    }
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#checking = this.#check();
    }, CHECK_EVERY_MS);
    this.#timer.unref();
  }

  async #connected(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: QUERY_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      application_name: 'hub-publications',
    });
    client.on('error', () => {
      if (this.#client === client) this.#forget();
    });
    client.on('notification', ({ payload }) => {
      this.#told(Number(payload), performance.now());
    });
    await client.connect();
    try {
      await client.query('LISTEN publication');
      // It keeps no process alive that has failed to start.
      (client as Client & { unref: () => void }).unref();
      return client;
    } catch (error) {
      await ended(client);
      throw error;
    }
  }

  #told(number: number, at: number): void {
    if (!Number.isSafeInteger(number)) return;
    const moved = number !== this.#number;
    this.#number = number;
    this.#knownAt = at;
    if (moved) this.#tell();
  }

  #forget(): void {
    if (this.#number === null) return;
    this.#number = null;
    this.#tell();
  }

  async #lose(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    this.#forget();
    if (client !== null) await ended(client);
  }

  #tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** What fails to end has already ended. */
async function ended(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
