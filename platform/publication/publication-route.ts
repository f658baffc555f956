import type { FastifyInstance } from 'fastify';
import { PUBLICATION_HEADER } from './publication-header.ts';
import type { Publications } from './publications.ts';

/** How long a question waits for the number to move. */
const WAIT_MS = 1000;

/**
 * Each answer tells the number that was current when its request arrived, so never one newer than its data; `/publication`
 * tells it too, with `?after=<number>` as soon as it is another one, or after a second.
 */
export function addPublication(app: FastifyInstance, publications: Publications): void {
  const waiting = new Set<() => void>();
  let isClosing = false;
  app.addHook('onRequest', (_request, reply, done) => {
    const number = publications.current();
    if (number !== null) void reply.header(PUBLICATION_HEADER, String(number));
    done();
  });
  app.get<{ Querystring: { after?: string } }>('/publication', async ({ query }, reply) => {
    if (query.after === String(publications.current())) await moved(publications, waiting);
    const number = publications.current();
    void reply.header('cache-control', 'no-store');
    // Else the server would wait for this connection, which is not idle yet.
    if (isClosing) void reply.header('connection', 'close');
    if (number !== null) return { number };
    return reply.code(503).send({ status: 'indisponible', raison: 'La base de données ne répond pas.' });
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    for (const wake of waiting) wake();
    done();
  });
}

function moved(publications: Publications, waiting: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      unsubscribe();
      waiting.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, WAIT_MS);
    const unsubscribe = publications.subscribe(wake);
    waiting.add(wake);
  });
}
