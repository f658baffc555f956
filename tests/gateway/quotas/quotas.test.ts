import { afterEach, describe, expect, it } from '@jest/globals';
import { TOKEN, tokenFor } from '../../support/identity.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { comparable, rawClient, request } from '../door/wire.ts';
import { openGateway, type World } from '../world.ts';

/** So long that no test sees its end. */
const WINDOW_MS = 1e12;
const PROTECTION = {
  ...ROOMY_PROTECTION,
  trustedProxies: ['127.0.0.1'],
  origins: ['https://exemple.fr'],
  quotas: { windowMs: WINDOW_MS, anonymous: 3, person: 4, classes: { standard: 1 } },
};
const KNOWN = '{"query":"{ communes { name } }"}';

let world: World;
afterEach(() => world.close());

/** The status and the whole text of an answer to a client of this address. */
async function asked(address: string, { body = KNOWN, headers = '' } = {}) {
  const client = rawClient(world.url);
  client.write(request(body, { headers: `x-forwarded-for: ${address}\r\n${headers}` }));
  const answer = comparable(await client.answer());
  client.socket.destroy();
  return { status: Number(answer.split(' ')[1]), answer };
}

async function statuses(count: number, ...of: Parameters<typeof asked>): Promise<number[]> {
  const found: number[] = [];
  while (found.length < count) found.push((await asked(...of)).status);
  return found;
}

const bearer = (token: string) => ({ headers: `authorization: Bearer ${token}\r\n` });

describe('requests beyond a quota', () => {
  it('are refused alike, whether their question is new or known, by the door or behind it', async () => {
    world = await openGateway({ protection: PROTECTION });
    expect(await statuses(3, '203.0.113.7')).toEqual([200, 200, 200]);
    const { status, answer } = await asked('203.0.113.7');
    expect(status).toBe(429);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(JSON.parse(body)).toEqual({
      errors: [
        {
          message: expect.stringMatching(
            /^Vous avez fait plus de 3 demandes en [\d\s]+ s, le maximum du quota « anonymous » ; réessayez dans \d+ s\.$/,
          ),
          extensions: { code: 'RATE_LIMITED', limit: 'anonymous', value: 4, maximum: 3 },
        },
      ],
    });
    expect(head).toMatch(/^retry-after: \d+\r$/m);
    expect(head).toMatch(/^ratelimit: "anonymous";r=…;t=…\r$/m);
    const others = [
      { body: '{"query":"{ communes { inseeCode } }"}' },
      { body: '{"query":"{ nope }"}' },
      { headers: 'te: trailers\r\n' },
    ];
    const soon = (text: string) => text.replaceAll(/(retry-after: |réessayez dans )\d+/g, '$1…');
    for (const other of others) expect(soon((await asked('203.0.113.7', other)).answer)).toBe(soon(answer));
  });

  it('are counted once, by the door as behind it', async () => {
    world = await openGateway({ protection: PROTECTION });
    const remaining = [];
    for (const headers of ['', 'te: trailers\r\n', '']) {
      const client = rawClient(world.url);
      client.write(request(KNOWN, { headers }));
      remaining.push(/^ratelimit-remaining: (\d)/m.exec(await client.answer())?.[1]);
      client.socket.destroy();
    }
    expect(remaining).toEqual(['2', '1', '0']);
  });

  it('are those of one address, and of one person wherever it asks from', async () => {
    world = await openGateway({ protection: PROTECTION });
    expect(await statuses(4, '203.0.113.7')).toEqual([200, 200, 200, 429]);
    expect(await statuses(4, '203.0.113.8')).toEqual([200, 200, 200, 429]);
    expect(await statuses(3, '203.0.113.7', bearer(TOKEN))).toEqual([200, 200, 200]);
    expect(await statuses(3, '203.0.113.9', bearer(TOKEN))).toEqual([200, 429, 429]);
    const other = await tokenFor({ roles: ['advisor'] });
    expect(await statuses(5, '203.0.113.9', bearer(other))).toEqual([200, 200, 200, 200, 429]);
  });

  it('include those of who tries tokens that are wrong', async () => {
    world = await openGateway({ protection: PROTECTION });
    expect(await statuses(5, '203.0.113.7', bearer('faux'))).toEqual([401, 401, 401, 429, 429]);
    expect(await statuses(1, '203.0.113.7')).toEqual([429]);
  });

  it('are refused in a way that a page may read', async () => {
    world = await openGateway({ protection: PROTECTION });
    const page = { headers: 'origin: https://exemple.fr\r\n' };
    expect(await statuses(3, '203.0.113.7', page)).toEqual([200, 200, 200]);
    const { status, answer } = await asked('203.0.113.7', page);
    expect(status).toBe(429);
    expect(answer).toMatch(/^access-control-allow-origin: https:\/\/exemple\.fr\r$/m);
    expect(answer).toMatch(/^access-control-expose-headers: .*retry-after/m);
  });
});
