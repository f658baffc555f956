import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
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

async function statusOnceHeld(ms: number, query: string): Promise<string> {
  const client = rawClient(world.url);
  await once(client.socket, 'connect');
  await delay(250);
  client.write(request(JSON.stringify({ query })));
  holdTheEventLoop(ms);
  const answer = await client.answer();
  client.socket.destroy();
  return `${answer.slice(9, 12)} ${/"code":"(\w+)"/.exec(answer)?.[1] ?? 'served'}`;
}

it.each([
  ['a known question', KNOWN],
  ['a new one', NEW],
])('%s that waited for a late event loop is refused at once, and the next one served', async (_what, query) => {
  expect(await statusOnceHeld(4 * MAX_LAG_MS, query)).toBe('503 SERVICE_OVERLOADED');
  await delay(250);
  expect((await ask(world, query)).status).toBe(200);
});

it('a loop that is a little late refuses nobody', async () => {
  expect(await statusOnceHeld(MAX_LAG_MS / 10, KNOWN)).toBe('200 served');
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
