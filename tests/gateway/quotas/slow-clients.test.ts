import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { rawClient, request } from '../door/wire.ts';
import { ask, openGateway, type World } from '../world.ts';

const HTTP = { headersTimeoutMs: 400, receiveTimeoutMs: 800, idleTimeoutMs: 20_000, maxConnections: 100 };
const BYTE_EVERY_MS = 40;
/** The longest delay, what a look for slow connections takes, and as much again for a machine that is busy. */
const BOUND_MS = 2 * (HTTP.receiveTimeoutMs + 500) + 1500;

let world: World;
beforeAll(async () => {
  world = await openGateway({ protection: { ...ROOMY_PROTECTION, http: HTTP } });
  await ask(world, '{ communes { name } }');
});
afterAll(() => world.close());

const KNOWN = request('{"query":"{ communes { name } }"}');
const LONG = request(JSON.stringify({ query: `{ communes { name } } #${'a'.repeat(15_000)}` }));
const CHUNKED =
  'POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
const ENDLESS = 'x: y\r\n'.repeat(500);
const headOf = (wire: string) => wire.slice(0, wire.indexOf('\r\n\r\n') + 4);
const HEALTH = 'GET /health HTTP/1.1\r\nhost: hub\r\n\r\n';

/** What is sent at once, how many answers come to that, and what is dribbled then. */
const SLOW: [string, string, number, string][] = [
  ['its headers from the first byte', '', 0, `POST /graphql HTTP/1.1\r\n${ENDLESS}`],
  ['its headers from the second line', 'POST /graphql HTTP/1.1\r\n', 0, ENDLESS],
  ['the body of a known question', headOf(KNOWN), 0, KNOWN.slice(headOf(KNOWN).length)],
  ['a long body', headOf(LONG), 0, LONG.slice(headOf(LONG).length)],
  ['a body in chunks', CHUNKED, 0, '1\r\n{\r\n'.repeat(500)],
  ['the headers of a second request, the first answered at the door', KNOWN, 1, `POST / HTTP/1.1\r\n${ENDLESS}`],
  ['the headers of a second request, the first answered behind', HEALTH, 1, `POST / HTTP/1.1\r\n${ENDLESS}`],
  ['the body of a second request', KNOWN + headOf(KNOWN), 1, KNOWN.slice(headOf(KNOWN).length)],
  ['the body of a third request', KNOWN + HEALTH + headOf(KNOWN), 2, KNOWN.slice(headOf(KNOWN).length)],
];

describe('a client that dribbles', () => {
  it.each(SLOW)('%s is closed in bounded time, while others are served', async (_what, atOnce, answers, dribbled) => {
    const client = rawClient(world.url);
    if (atOnce !== '') client.write(atOnce);
    for (let at = 0; at < answers; at += 1) expect(await client.answer()).toMatch(/^HTTP\/1\.1 200 /);
    const begun = performance.now();
    let at = 0;
    const timer = setInterval(() => {
      if (client.socket.writable) client.write(dribbled.charAt(at++));
    }, BYTE_EVERY_MS);
    const closed = once(client.socket, 'close').then(() => 'closed' as const);
    const told = client.answer();
    let served = 0;
    for (;;) {
      const good = await ask(world, '{ communes { name } }');
      expect({ status: good.status, errors: good.errors }).toEqual({ status: 200, errors: [] });
      served += 1;
      const state = await Promise.race([closed, new Promise<'open'>((resolve) => setTimeout(resolve, 20, 'open'))]);
      if (state === 'closed' || performance.now() - begun > 2 * BOUND_MS) break;
    }
    clearInterval(timer);
    client.socket.destroy();
    expect(performance.now() - begun).toBeLessThan(BOUND_MS);
    expect(served).toBeGreaterThan(1);
    const answer = await told;
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toContain(
      '"message":"La demande n’est pas arrivée entière à temps ; renvoyez-la d’un seul tenant."',
    );
    expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
  });
});
