import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { rawClient, request } from '../door/wire.ts';
import { ask, openGateway, type World } from '../world.ts';

/** Longer than a good client's request may take on a machine that is busy. */
const HTTP = { headersTimeoutMs: 4000, receiveTimeoutMs: 5000, idleTimeoutMs: 60_000, maxConnections: 100 };
/** The shortest of the bodies below lasts twice as long as it may. */
const BYTE_EVERY_MS = 350;

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

/** What a client that dribbles was told, once it was closed. */
interface Closed {
  readonly first: readonly string[];
  readonly told: string;
  readonly left: number;
}

let world: World;
let closed: ReadonlyMap<string, Closed>;
let served = 0;

// All at once: each takes as long as a request may.
beforeAll(async () => {
  world = await openGateway({ protection: { ...ROOMY_PROTECTION, http: HTTP } });
  await ask(world, '{ communes { name } }');
  let isOver = false;
  const dribbling = Promise.all(SLOW.map(async (slow) => [slow[0], await dribble(slow)] as const)).finally(() => {
    isOver = true;
  });
  while (!(isOver as boolean)) {
    const good = await ask(world, '{ communes { name } }');
    expect({ status: good.status, errors: good.errors }).toEqual({ status: 200, errors: [] });
    served += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  closed = new Map(await dribbling);
});
afterAll(() => world.close());

async function dribble([, atOnce, answers, dribbled]: (typeof SLOW)[number]): Promise<Closed> {
  const client = rawClient(world.url);
  const ended = once(client.socket, 'close');
  if (atOnce !== '') client.write(atOnce);
  const first: string[] = [];
  while (first.length < answers) first.push(await client.answer());
  let at = 0;
  const timer = setInterval(() => {
    if (client.socket.writable) client.write(dribbled.charAt(at++));
  }, BYTE_EVERY_MS);
  const told = await client.answer();
  await ended;
  clearInterval(timer);
  return { first, told, left: dribbled.length - at };
}

describe('a client that dribbles', () => {
  it.each(SLOW)('%s is closed before it has ended', (what, _atOnce, answers) => {
    const { first, told, left } = closed.get(what) ?? { first: [], told: '', left: 0 };
    expect(first).toHaveLength(answers);
    for (const answer of first) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(told).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(told).toContain('"message":"La demande n’est pas arrivée entière à temps ; renvoyez-la d’un seul tenant."');
    expect(told).toContain('"code":"REQUEST_TIMEOUT"');
    expect(left).toBeGreaterThan(0);
  });

  it('does not keep others from being served meanwhile', () => {
    expect(served).toBeGreaterThan(1);
  });
});
