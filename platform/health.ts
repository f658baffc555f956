import type { FastifyInstance } from 'fastify';

/**
 * Adds `/health` (the process lives) and `/ready` (it can answer: 200, or 503 with a French reason).
 *
 * @param isReady asked at each call; a rejection counts as not ready.
 */
export function addHealth(app: FastifyInstance, isReady: () => Promise<unknown>): void {
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    try {
      await isReady();
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'indisponible', raison: 'La base de données ne répond pas.' });
    }
  });
}
