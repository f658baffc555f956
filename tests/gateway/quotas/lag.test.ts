import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { NEVER_SHED } from '../../../gateway/quotas/load.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { rawClient, request } from '../door/wire.ts';
import { ask, openGateway, type World } from '../world.ts';

const MAX_LAG_MS = 300;
const KNOWN = '{ communes { name } }';
const NEW = '{ communes { population } }';

let world: World;
beforeAll(async () => {
  world = await openGateway({
    protection: { ...ROOMY_PROTECTION, load: { maxConcurrent: 10_000, maxLagMs: MAX_LAG_MS } },
  });
  await ask(world, KNOWN);
});
afterAll(() => world.close());

/** What this thread does when it computes: nothing else, the gateway's event loop included. */
function holdTheEventLoop(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) Math.sqrt(until);
}

const CLIENTS = NEVER_SHED + 4;

/** How late this thread was at most during a piece of work, by a machine that is busy too. */
async function latest(work: () => Promise<unknown>): Promise<number> {
  let [last, late] = [performance.now(), 0];
  const look = () => {
    const now = performance.now();
    [last, late] = [now, Math.max(late, now - last)];
  };
  const timer = setInterval(look, 5);
  await work();
  clearInterval(timer);
  look();
  return late;
}

/** How many of the clients who ask during the hold are answered by each status. */
async function statusesOnceHeld(ms: number, query: string, clients = CLIENTS): Promise<Record<string, number>> {
  const all = Array.from({ length: clients }, () => rawClient(world.url));
  await Promise.all(all.map(({ socket }) => once(socket, 'connect')));
  await delay(250);
  for (const client of all) client.write(request(JSON.stringify({ query })));
  holdTheEventLoop(ms);
  const statuses: Record<string, number> = {};
  for (const client of all) {
    const answer = await client.answer();
    const status = `${answer.slice(9, 12)} ${/"code":"(\w+)"/.exec(answer)?.[1] ?? 'served'}`;
    statuses[status] = (statuses[status] ?? 0) + 1;
    client.socket.destroy();
  }
  return statuses;
}

it.each([
  ['a known question', KNOWN],
  ['a new one', NEW],
])(
  '%s that waited for a late event loop is refused at once, but to a few, and the next one served',
  async (_, query) => {
    expect(await statusesOnceHeld(4 * MAX_LAG_MS, query)).toEqual({
      '200 served': NEVER_SHED,
      '503 SERVICE_OVERLOADED': CLIENTS - NEVER_SHED,
    });
    await delay(250);
    expect((await ask(world, query)).status).toBe(200);
  },
);

it('a loop that is a little late refuses nobody', async () => {
  let statuses = {};
  // Where the machine itself was late meanwhile, it was not a little.
  while ((await latest(async () => (statuses = await statusesOnceHeld(MAX_LAG_MS / 10, KNOWN)))) > MAX_LAG_MS / 2);
  expect(statuses).toEqual({ '200 served': CLIENTS });
});

it('a loop that was held refuses nobody while nobody else waits', async () => {
  expect(await statusesOnceHeld(4 * MAX_LAG_MS, KNOWN, 1)).toEqual({ '200 served': 1 });
});

it('the hub still says that it lives', async () => {
  const client = rawClient(world.url);
  await once(client.socket, 'connect');
  await delay(250);
  client.write('GET /health HTTP/1.1\r\nhost: hub\r\n\r\n');
  holdTheEventLoop(4 * MAX_LAG_MS);
  expect(await client.answer()).toMatch(/^HTTP\/1\.1 200 /);
  client.socket.destroy();
});
