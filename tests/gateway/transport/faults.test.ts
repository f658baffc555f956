import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SubgraphReply } from '../../../gateway/execution/contract.ts';
import { until } from '../../support/until.ts';
import { hangs, hostileCase, resets } from './hostile-case.ts';
import { answer, fetchOf, GOOD, goodAnswer, TIMEOUT_MS, told, type Behaviour } from './hostile.ts';

const its = hostileCase({ isClockHeld: true });
beforeEach(() => its.start());

const writes =
  (text: string | Buffer): Behaviour =>
  (socket) =>
    void socket.write(text);

const head = (more: string) => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${more}\r\n`;

const chunkedForEver: Behaviour = (socket) => {
  socket.write(head('transfer-encoding: chunked\r\n'));
  const more = () => {
    if (!socket.destroyed) socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`, () => setImmediate(more));
  };
  more();
};

const gzipped = gzipSync(GOOD);

const FAULTS: [string, Behaviour, string][] = [
  ['hangs before the headers', hangs, 'TIMEOUT'],
  ['hangs in the headers', writes('HTTP/1.1 200 OK\r\ncontent-ty'), 'TIMEOUT'],
  ['hangs in the body', writes(`${head('content-length: 50\r\n')}{"data":`), 'TIMEOUT'],
  ['resets before answering', resets, 'UNREACHABLE'],
  ['ends the connection before answering', (socket) => socket.end(), 'UNREACHABLE'],
  [
    'resets in the middle',
    (socket) => socket.write(`${head('content-length: 50\r\n')}{"data":`, () => socket.resetAndDestroy()),
    'UNREACHABLE',
  ],
  ['ends in half an answer', (socket) => socket.end(`${head('content-length: 50\r\n')}{"data":`), 'UNREACHABLE'],
  [
    'ends in half an answer, chunked',
    (socket) => socket.end(`${head('transfer-encoding: chunked\r\n')}30\r\n{"data":`),
    'UNREACHABLE',
  ],
  ['declares 10 MB', writes(head('content-length: 10000000\r\n')), 'TOO_LARGE'],
  ['sends 10 MB', writes(answer('x'.repeat(10_000_000))), 'TOO_LARGE'],
  ['sends chunks without end', chunkedForEver, 'TOO_LARGE'],
  ['answers HTML', writes(answer('<h1>Maintenance</h1>', { type: 'text/html' })), 'UNREADABLE'],
  ['answers 500', writes(answer('{"data":{}}', { status: '500 Oops' })), 'UNREADABLE'],
  ['answers 500 with a body that hangs', writes('HTTP/1.1 500 Oops\r\ncontent-length: 9\r\n\r\n'), 'UNREADABLE'],
  ['answers 204', writes('HTTP/1.1 204 No Content\r\n\r\n'), 'UNREADABLE'],
  ['redirects', writes(answer(GOOD, { status: '302 Found', more: 'location: /x\r\n' })), 'UNREADABLE'],
  [
    'answers invalid UTF-8',
    writes(Buffer.concat([Buffer.from(head('content-length: 2\r\n')), Buffer.from([0xc3, 0x28])])),
    'UNREADABLE',
  ],
  [
    'compresses without being asked',
    writes(
      Buffer.concat([Buffer.from(head(`content-encoding: gzip\r\ncontent-length: ${gzipped.length}\r\n`)), gzipped]),
    ),
    'UNREADABLE',
  ],
  ['declares its length twice', writes(`${head('content-length: 2\r\ncontent-length: 3\r\n')}{}`), 'UNREADABLE'],
  ['declares its type twice', writes(`${head('content-type: text/html\r\ncontent-length: 2\r\n')}{}`), 'UNREADABLE'],
  ['declares no number of bytes', writes(`${head('content-length: many\r\n')}{}`), 'UNREADABLE'],
  ['sends 20 kB of headers', writes(`${head(`x: ${'y'.repeat(20_000)}\r\n`)}{}`), 'UNREADABLE'],
  ['does not speak HTTP', writes('SSH-2.0-OpenSSH_9.6\r\n'), 'UNREADABLE'],
];

/** Asks a subgraph that may hang: then its time passes, once it has been asked. */
async function ask(reason: string): Promise<SubgraphReply> {
  const before = its.server.requests.length;
  const asked = its.transport.fetch(fetchOf());
  if (reason === 'TIMEOUT') {
    await its.arrived(before + 1);
    its.clock.advance(TIMEOUT_MS);
  }
  return asked;
}

describe('a subgraph that', () => {
  it.each(FAULTS)(
    '%s fails with its reason, is logged, and the next question is served',
    async (_fault, does, reason) => {
      its.server.behave(does);
      const reply = await ask(reason);
      expect(reply).toEqual({
        kind: 'failed',
        error: {
          message: expect.stringMatching(/^Lot-et-Garonne Numérique \(LGN\) ne répond pas/),
          extensions: { code: 'ORGANISATION_UNAVAILABLE', organisation: 'lgn', reason },
        },
      });
      const line = { event: 'subgraph-failed', subgraph: 'lgn', reason, detail: expect.any(String) };
      expect(its.logs).toEqual([expect.objectContaining(line)]);
      expect(JSON.stringify([reply, its.logs])).not.toMatch(/127\.0\.0\.1|localhost|Maintenance|OpenSSH/);
      its.server.behave(goodAnswer);
      expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
      expect(its.transport.snapshot()['lgn']).toMatchObject({ requests: 2, circuit: 'closed' });
    },
  );

  it('faults in every way leaves no connection behind', async () => {
    for (const [, does, reason] of FAULTS) {
      its.server.behave(does);
      await ask(reason);
    }
    its.server.behave(goodAnswer);
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    // At the deadline of the answers that were being read away.
    its.clock.advance(TIMEOUT_MS);
    await until('the end of all connections but two', () => its.server.connections.size <= 2);
  });

  it('sends more than it declared is read up to what it declared', async () => {
    its.server.behave(writes(`${answer(GOOD)}and more`));
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    its.server.behave(goodAnswer);
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
  });

  it('answers 500 does not cost a connection each time', async () => {
    its.server.behave(writes(answer('{"data":{}}', { status: '500 Oops' })));
    for (let time = 0; time < 5; time++) await its.transport.fetch(fetchOf());
    expect(its.server.accepted()).toBeLessThanOrEqual(2);
  });
});
