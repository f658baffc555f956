import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { parisDate } from '../../platform/calendar.ts';
import { databaseAddress } from '../../platform/database/address.ts';
import type { Logger } from '../../platform/log.ts';
import { keyRows, KEYS_CHANNEL, keysNumber, writeUses } from './key-tables.ts';
import type { KnownKeys } from './known-keys.ts';

export interface KeyWatchOptions {
  /** The address of the gateway's database, or the file that holds it. */
  readonly database: string;
  readonly keys: KnownKeys;
  readonly log: Logger;
}

/** The database tells each change at its commit; it is asked again this often, should it have been told in vain. */
const CHECK_EVERY_MS = 1000;
const QUERY_TIMEOUT_MS = 2000;
const WRITE_USES_EVERY_MS = 60_000;

/**
 * Keeps the keys in memory the same as those of the database, on one connection of its own, opened again whenever it is
 * lost. Nothing that a caller does makes it ask.
 */
export class KeyWatch {
  /** Ended once the database has been asked for the first time, whether it answered or not. */
  readonly started: Promise<void>;
  readonly #options: KeyWatchOptions;
  #confirmedAt = -Infinity;
  #number: string | null = null;
  #client: Client | null = null;
  #checking: Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #isToldMeanwhile = false;
  #isDown = false;
  #isClosed = false;
  #usesWrittenAt = performance.now();

  constructor(options: KeyWatchOptions) {
    this.#options = options;
    this.#checking = this.#check();
    this.started = this.#checking;
  }

  /** For how long the keys in memory may have been others in the database; infinite when they were never read. */
  staleMs(): number {
    return performance.now() - this.#confirmedAt;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#checking;
    const client = this.#client;
    this.#client = null;
    if (client === null) return;
    await this.#writeUses(client).catch((error: unknown) => this.#failed(error));
    await ended(client);
  }

  async #check(): Promise<void> {
    try {
      const client = (this.#client ??= await this.#connected());
      await this.#compare(client);
      this.#answered();
      if (performance.now() - this.#usesWrittenAt > WRITE_USES_EVERY_MS) await this.#writeUses(client);
    } catch (error) {
      this.#failed(error);
      const client = this.#client;
      this.#client = null;
      if (client !== null) await ended(client);
    }
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => this.#again(), this.#isToldMeanwhile ? 0 : CHECK_EVERY_MS);
    this.#isToldMeanwhile = false;
    this.#timer.unref();
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#checking = this.#check();
  }

  /** The number is read before the keys: what changes in between moves it again. */
  async #compare(client: Client): Promise<void> {
    const startedAt = performance.now();
    const number = await keysNumber(client);
    if (number !== this.#number) {
      this.#options.keys.replace(await keyRows(client));
      this.#number = number;
    }
    this.#confirmedAt = startedAt;
  }

  async #writeUses(client: Client): Promise<void> {
    this.#usesWrittenAt = performance.now();
    const day = parisDate(new Date());
    const used = this.#options.keys.used();
    for (const key of used) key.isUsed = false;
    const untold = used.filter(({ usedOn }) => usedOn !== day);
    if (untold.length === 0) return;
    try {
      await writeUses(
        client,
        day,
        untold.map(({ digest }) => digest),
      );
      for (const key of untold) key.usedOn = day;
    } catch (error) {
      for (const key of untold) key.isUsed = true;
      throw error;
    }
  }

  async #connected(): Promise<Client> {
    const client = new Client({
      connectionString: await databaseAddress(this.#options.database),
      connectionTimeoutMillis: QUERY_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      application_name: 'hub-keys',
    });
    // Whatever is asked of a lost connection fails, and says so.
    client.on('error', () => undefined);
    client.on('notification', () => {
      if (this.#timer === undefined) this.#isToldMeanwhile = true;
      else if (!this.#isClosed) this.#again();
    });
    await client.connect();
    try {
      await client.query(`LISTEN ${KEYS_CHANNEL}`);
      // It keeps no process alive that has failed to start.
      (client as Client & { unref: () => void }).unref();
      return client;
    } catch (error) {
      await ended(client);
      throw error;
    }
  }

  #answered(): void {
    if (this.#isDown) this.#options.log.info({ event: 'keys-back' });
    this.#isDown = false;
  }

  /** The message of a fault may hold the address of the database. */
  #failed(error: unknown): void {
    if (this.#isDown) return;
    this.#isDown = true;
    const { code, name } = error as { code?: string; name?: string };
    this.#options.log.warn({ event: 'keys-unavailable', reason: code ?? name });
  }
}

/** What fails to end has already ended. */
async function ended(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
