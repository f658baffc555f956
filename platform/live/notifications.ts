import { Client } from 'pg';
import { hubError } from '../errors.ts';
import { EventQueue } from './event-queue.ts';

/** What a database tells at the commits that change it, by channel. */
export interface Notifications {
  /**
   * The payloads of a channel from now on. Ends with SUBSCRIPTION_ENDED when the database's connection is lost, or when
   * the reader is too late: whoever follows a state reads it again, and begins again.
   *
   * @param first what is read first of all, once the channel is listened to: no payload falls between the two.
   */
  readonly listen: (channel: NotifiedChannel, first?: string) => Promise<AsyncIterableIterator<string>>;
  readonly close: () => Promise<void>;
}

/** Channels of the migrations; a closed list, as their names are part of a statement. */
export type NotifiedChannel = 'import_published' | 'diagnostic_updated';

/** Payloads that may wait for one reader. */
const MOST_WAITING = 200;
const TIMEOUT_MS = 2000;

/** Listens on one connection, opened for the first reader and again for the first one after it was lost. */
export function openNotifications(databaseUrl: string): Notifications {
  const queues = new Map<NotifiedChannel, Set<EventQueue<string>>>();
  let connection: Promise<Client> | null = null;
  let isClosed = false;
  const lost = (): void => {
    connection = null;
    for (const all of queues.values()) for (const queue of [...all]) queue.fail(interrupted());
  };
  const connected = (): Promise<Client> => {
    if (connection !== null) return connection;
    const opening = opened(databaseUrl, {
      told: (channel, payload) => {
        for (const queue of queues.get(channel as NotifiedChannel) ?? []) queue.push(payload, tooLate);
      },
      lost: () => {
        if (connection === opening) lost();
      },
    });
    connection = opening;
    opening.catch(() => {
      if (connection === opening) connection = null;
    });
    return opening;
  };
  return {
    listen: async (channel, first) => {
      if (isClosed) throw interrupted();
      const client = await connected().catch(() => {
        throw interrupted();
      });
      const all = queues.get(channel) ?? new Set();
      queues.set(channel, all);
      const queue: EventQueue<string> = new EventQueue(MOST_WAITING, () => all.delete(queue));
      all.add(queue);
      await client.query(`LISTEN ${channel}`).catch(() => {
        queue.fail(interrupted());
      });
      if (first !== undefined) queue.push(first, tooLate);
      return queue;
    },
    close: async () => {
      isClosed = true;
      const client = await connection?.catch(() => null);
      lost();
      // What fails to end has already ended.
      await client?.end().catch(() => undefined);
    },
  };
}

interface Told {
  readonly told: (channel: string, payload: string) => void;
  readonly lost: () => void;
}

async function opened(databaseUrl: string, { told, lost }: Told): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: TIMEOUT_MS,
    application_name: 'hub-notifications',
    keepAlive: true,
  });
  client.on('error', lost);
  client.on('end', lost);
  client.on('notification', ({ channel, payload = '' }) => {
    told(channel, payload);
  });
  await client.connect();
  return client;
}

function interrupted(): Error {
  return hubError(
    'SUBSCRIPTION_ENDED',
    'Le suivi en direct a été interrompu : la base de données n’est plus jointe. Relisez la donnée, puis abonnez-vous de nouveau.',
  );
}

function tooLate(): Error {
  return hubError(
    'SUBSCRIPTION_ENDED',
    `Le suivi en direct a pris fin : plus de ${MOST_WAITING} changements attendaient d’être lus. Relisez la donnée, puis abonnez-vous de nouveau.`,
  );
}
