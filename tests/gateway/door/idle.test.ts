import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DoorServer } from '../../../gateway/door/door-server.ts';
import { rawClient, request } from './wire.ts';

const IDLE_MS = 80;
let server: DoorServer;
let url: string;

beforeEach(async () => {
  server = new DoorServer({
    listener: (asked, response) => {
      const slow = asked.url === '/slow' ? IDLE_MS * 4 : 0;
      setTimeout(() => response.writeHead(200, { 'content-length': 2 }).end('ok'), slow);
    },
    http: {},
    answer: () => undefined,
    keepAliveMs: IDLE_MS,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a connection without request', () => {
  it.each([
    ['never asked', ''],
    ['was answered', request('{}')],
    ['was left for good to the server behind', request('{}', { headers: 'te: trailers\r\n' })],
    ['stopped in the middle of a head', 'POST /graphql HTTP/1.1\r\nhost'],
  ])('is closed after a while when it %s', async (_what, wire) => {
    const client = rawClient(url);
    if (wire !== '') client.write(wire);
    if (wire.endsWith('{}')) expect(await client.answer()).toContain('ok');
    await client.ended();
  });

  it.each(['', 'te: trailers\r\n'])('is kept as long as its answer takes (%j)', async (headers) => {
    const client = rawClient(url);
    client.write(request('', { target: '/slow', headers }));
    expect(await client.answer()).toMatch(/ok$/);
    client.socket.destroy();
  });
});
