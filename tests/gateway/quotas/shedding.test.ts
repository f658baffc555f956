import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { configuredOrigins } from '../../../gateway/limits/origins.ts';
import { openAdmission } from '../../../gateway/quotas/admission.ts';
import { openCounts } from '../../../gateway/quotas/counts.ts';
import { openLoad } from '../../../gateway/quotas/load.ts';
import { received } from '../../../gateway/reception.ts';
import { ANONYMOUS, type Actor } from '../../../platform/actor.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { rawClient, request, type RawClient } from '../door/wire.ts';
import { ask, openGateway, type Answer, type World } from '../world.ts';

const KNOWN = '{ communes { name } }';
const NEW = '{ communes { inseeCode } }';

describe('a hub that has as many requests as it takes', () => {
  let world: World;
  beforeEach(async () => {
    world = await openGateway({ protection: { ...ROOMY_PROTECTION, load: { maxConcurrent: 2, maxLagMs: 60_000 } } });
    await ask(world, KNOWN);
  });
  afterEach(() => world.close());

  /** A client whose request lasts until it sends the rest of it. */
  function begun(): { client: RawClient; rest: string } {
    const client = rawClient(world.url);
    const wire = request(JSON.stringify({ query: KNOWN }));
    client.write(wire.slice(0, -5));
    return { client, rest: wire.slice(-5) };
  }

  async function until(status: number, query: string): Promise<Answer> {
    for (;;) {
      const answer = await ask(world, query);
      if (answer.status === status) return answer;
    }
  }

  it('refuses others, known or new, and serves again once those have ended', async () => {
    const lasting = [begun(), begun()];
    const refused = [await until(503, KNOWN), await ask(world, NEW), await ask(world, KNOWN)];
    for (const { status, headers, errors, data } of refused) {
      expect({ status, retryAfter: headers.get('retry-after'), data }).toEqual({
        status: 503,
        retryAfter: '1',
        data: undefined,
      });
      expect(errors).toEqual([
        {
          message: 'Le hub traite déjà autant de demandes qu’il le peut ; réessayez dans une seconde.',
          extensions: { code: 'SERVICE_OVERLOADED' },
        },
      ]);
    }
    expect((await fetch(`${world.url}/health`)).status).toBe(200);
    for (const { client, rest } of lasting) {
      client.write(rest);
      expect(await client.answer()).toMatch(/^HTTP\/1\.1 200 .*"Agen"/s);
      client.socket.destroy();
    }
    await until(200, KNOWN);
    await until(200, NEW);
  });

  it('serves again once their clients have gone away', async () => {
    const lasting = [begun(), begun()];
    await until(503, KNOWN);
    for (const { client } of lasting) client.socket.destroy();
    await until(200, NEW);
  });
});

describe('a client that goes away while it is being identified', () => {
  const app = fastify();
  afterAll(() => app.close());

  it('takes no place for good', async () => {
    const load = openLoad({ maxConcurrent: 1, maxLagMs: 60_000 });
    const { quotas } = ROOMY_PROTECTION;
    const reception = {
      admission: openAdmission(quotas, { counts: openCounts(Date.now), load, now: Date.now }),
      addressOf: () => 'x',
      origins: configuredOrigins([]),
    };
    const steps = new EventEmitter();
    const [arrived, left, finished] = ['arrived', 'left', 'finished'].map((step) => once(steps, step));
    const identify = async (): Promise<Actor> => {
      await once(steps, 'identified');
      return ANONYMOUS;
    };
    app.addHook('onRequest', async (asked, reply) => {
      reply.raw.once('close', () => steps.emit('left'));
      const decided = received(reception, { request: asked, reply, identify });
      steps.emit('arrived');
      await decided.finally(() => steps.emit('finished'));
    });
    app.get('/', () => 'ok');
    const client = rawClient(await app.listen({ port: 0, host: '127.0.0.1' }));
    client.write('GET / HTTP/1.1\r\nhost: hub\r\n\r\n');
    await arrived;
    client.socket.destroy();
    await left;
    steps.emit('identified');
    await finished;
    expect(load.isFull()).toBe(false);
    load.close();
  });
});
