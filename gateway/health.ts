import type { FastifyInstance } from 'fastify';
import { organisationLabel } from './organisations.ts';
import type { Transport } from './transport/transport.ts';

/**
 * `/health`: the process is alive. `/ready`: the state of each organisation; 503 only when none answers, because one that
 * is down does not stop the hub from serving the others.
 */
export function addGatewayHealth(app: FastifyInstance, subgraphs: Pick<Transport, 'states'>): void {
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const states = Object.entries(await subgraphs.states());
    const ready = states.filter(([, state]) => state === 'ready').length;
    const status = ready === states.length ? 'ready' : ready > 0 ? 'degraded' : 'unavailable';
    const organisations = states.map(([id, state]) => ({ id, name: organisationLabel(id), state }));
    return reply.code(ready === 0 ? 503 : 200).send({ status, organisations });
  });
}
