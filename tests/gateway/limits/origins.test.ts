import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { asking, faultsOf, send } from '../attacks/attack.ts';
import { openGateway, type World } from '../world.ts';

const PAGE = 'https://exemple.fr';
const OTHER = 'https://mechant.example';
const QUESTION = asking('{ communes { name } }');

let world: World;
beforeAll(async () => {
  world = await openGateway({ protection: { ...ROOMY_PROTECTION, origins: [PAGE, 'http://localhost:5173'] } });
});
afterAll(() => world.close());

function preflight(origin: string, headers: Readonly<Record<string, string>> = {}) {
  return send(world.url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', ...headers },
  });
}

describe('a page of an origin that is allowed', () => {
  it.each([PAGE, 'http://localhost:5173'])('asks and reads, its question new or known (%s)', async (origin) => {
    for (let time = 0; time < 3; time += 1) {
      const { status, headers, text } = await send(world.url, { ...QUESTION, headers: { origin } });
      expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('"Agen"') });
      expect(headers).toMatchObject({
        'access-control-allow-origin': origin,
        vary: expect.stringMatching(/\borigin\b/),
      });
      expect(headers['access-control-expose-headers']).toMatch(/\bx-request-id, retry-after, ratelimit\b/);
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it('reads why its question is refused', async () => {
    const { status, headers } = await send(world.url, { ...asking('{ nope }'), headers: { origin: PAGE } });
    expect(status).toBe(400);
    expect(headers['access-control-allow-origin']).toBe(PAGE);
  });

  it('reads that its token is wrong', async () => {
    const { status, headers } = await send(world.url, {
      ...QUESTION,
      headers: { origin: PAGE, authorization: 'Bearer faux' },
    });
    expect(status).toBe(401);
    expect(headers['access-control-allow-origin']).toBe(PAGE);
  });

  it('is told by the preflight what it may send', async () => {
    const asked = 'authorization,content-type';
    const { status, headers, text } = await preflight(PAGE, { 'access-control-request-headers': asked });
    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': asked,
      'access-control-max-age': '7200',
      vary: 'origin, access-control-request-headers',
    });
  });

  it('is not sent back what is no list of headers', async () => {
    const { headers } = await preflight(PAGE, { 'access-control-request-headers': 'a: b; <script>' });
    expect(headers['access-control-allow-headers']).toBe('content-type');
  });
});

describe('a page of another origin', () => {
  it.each([OTHER, 'null', `${PAGE}.mechant.example`, 'http://exemple.fr', `${PAGE}:8443`])(
    'is refused, known question or not, and so is its preflight (%s)',
    async (origin) => {
      await send(world.url, QUESTION);
      const refused = [await send(world.url, { ...QUESTION, headers: { origin } }), await preflight(origin)];
      for (const answer of refused) {
        expect(answer.status).toBe(403);
        expect(faultsOf(answer)).toEqual([
          {
            message: expect.stringContaining(origin === 'null' ? 'La page web qui fait la demande' : `« ${origin} »`),
            extensions: { code: 'ORIGIN_NOT_ALLOWED' },
          },
        ]);
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
    },
  );
});

describe('what is no page of another site', () => {
  it('asks without any origin, and is told the methods', async () => {
    expect((await send(world.url, QUESTION)).headers).not.toHaveProperty('access-control-allow-origin');
    const { status, headers } = await send(world.url, { method: 'OPTIONS' });
    expect({ status, allow: headers['allow'] }).toEqual({ status: 204, allow: 'GET, POST, OPTIONS' });
  });

  it('asks from the hub’s own pages', async () => {
    expect((await send(world.url, { ...QUESTION, headers: { origin: world.url } })).status).toBe(200);
  });
});
