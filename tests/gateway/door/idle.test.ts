import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DoorServer } from '../../../gateway/door/door-server.ts';
import { rawClient, request } from './wire.ts';

/** Longer than what a test does until its connection is idle, on a machine that is busy. */
const IDLE_MS = 2500;
let server: DoorServer;
let url: string;

const UNUSED: [string, string][] = [
  ['never asked', ''],
  ['was answered', request('{}')],
  ['was left for good to the server behind', request('{}', { headers: 'te: trailers\r\n' })],
  ['stopped in the middle of a head', 'POST /graphql HTTP/1.1\r\nhost'],
];
const LONG_ANSWERS = ['', 'te: trailers\r\n'];
let unused: Promise<string>[];
let answered: Promise<string>[];

// All at once: each lasts as long as a connection may be idle.
beforeAll(async () => {
  server = new DoorServer({
    listener: (asked, response) => {
      const slow = asked.url === '/slow' ? IDLE_MS * 1.5 : 0;
      setTimeout(() => response.writeHead(200, { 'content-length': 2 }).end('ok'), slow);
    },
    http: {},
    answer: () => undefined,
    keepAliveMs: IDLE_MS,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  unused = UNUSED.map(([, wire]) => answerThenEnd(wire));
  answered = LONG_ANSWERS.map((headers) => longAnswer(headers));
  await Promise.allSettled([...unused, ...answered]);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function answerThenEnd(wire: string): Promise<string> {
  const client = rawClient(url);
  if (wire !== '') client.write(wire);
  const answer = wire.endsWith('{}') ? await client.answer() : '';
  await client.ended();
  return answer;
}

async function longAnswer(headers: string): Promise<string> {
  const client = rawClient(url);
  client.write(request('', { target: '/slow', headers }));
  const answer = await client.answer();
  client.socket.destroy();
  return answer;
}

describe('a connection without request', () => {
  it.each(UNUSED.map(([what, wire], at) => [what, wire.endsWith('{}') ? 'ok' : '', at] as const))(
    'is closed after a while when it %s',
    async (_what, body, at) => {
      expect((await unused[at])?.slice(-2)).toBe(body);
    },
  );

  it.each(LONG_ANSWERS.map((headers, at) => [headers, at] as const))(
    'is kept as long as its answer takes (%j)',
    async (_headers, at) => {
      expect(await answered[at]).toMatch(/ok$/);
    },
  );
});
