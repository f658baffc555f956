import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { until } from '../../support/until.ts';
import { answer, fetchOf, GOOD, goodAnswer, hostileServer, open, TIMEOUT_MS, told } from './hostile.ts';
import type { Behaviour, HostileServer, Opened } from './hostile.ts';

let clock: HeldClock;
let server: HostileServer;
let opened: Opened;

beforeEach(() => {
  clock = holdClock();
});

async function start(options?: Parameters<typeof open>[1]): Promise<void> {
  server = await hostileServer();
  opened = open(server.url, options);
}

afterEach(async () => {
  opened.transport.close();
  await server.close();
  clock.release();
});

const resets: Behaviour = (socket) => socket.resetAndDestroy();
const hangs: Behaviour = () => undefined;
const arrived = (count: number) => until(`${count} requests at the subgraph`, () => server.requests.length >= count);

describe('a question', () => {
  it('is posted as JSON with the caller’s headers, on kept connections', async () => {
    await start();
    expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
    const bytes = Buffer.from('{"query":"{ é }"}');
    expect(told(await opened.transport.fetch(fetchOf({ body: bytes })))).toBe(GOOD);
    await wait(20);
    await opened.transport.fetch(fetchOf());
    expect(server.accepted()).toBeLessThanOrEqual(2);
    expect(server.requests[0]).toMatch(/^POST \/graphql\?v=1 HTTP\/1\.1\r\n/);
    expect(server.requests[0]).toMatch(
      /content-type: application\/json\r\naccept: application\/json\r\nhub-proof: of 20\r\nx-request-id: r1/,
    );
    expect(server.requests[1]).toMatch(/\r\n\r\n\{"query":"\{ Ã© \}"\}$/);
  });

  it('is answered through a Unix socket', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hub-transport-'));
    server = await hostileServer(path.join(folder, 'lgn.sock'));
    opened = open(server.url);
    expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
    expect(server.requests[0]).toMatch(/^POST \/graphql HTTP\/1\.1\r\nhost: localhost\r\n/);
    await rm(folder, { recursive: true });
  });

  it('is answered by pieces, a character cut between two', async () => {
    await start();
    const bytes = Buffer.from(answer('{"data":"é"}'));
    const middle = bytes.indexOf(0xa9);
    server.behave((socket) => {
      socket.write(bytes.subarray(0, middle));
      void wait(20).then(() => socket.write(bytes.subarray(middle)));
    });
    expect(told(await opened.transport.fetch(fetchOf()))).toBe('{"data":"é"}');
  });

  it('with a fault of form is refused by 400 and its JSON is read', async () => {
    await start();
    const type = 'application/graphql-response+json; charset=utf-8';
    server.behave((socket) => socket.write(answer('{"errors":[]}', { status: '400 Bad', type })));
    expect(told(await opened.transport.fetch(fetchOf()))).toBe('{"errors":[]}');
  });
});

describe('a broken connection', () => {
  it('is hidden by asking a query again, once', async () => {
    await start();
    server.behave(resets, goodAnswer);
    expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
    server.behave(resets);
    expect(told(await opened.transport.fetch(fetchOf()))).toBe('UNREACHABLE');
    expect(server.requests).toHaveLength(4);
    expect(opened.transport.snapshot()['lgn']).toMatchObject({ requests: 2, retries: 2, failures: { UNREACHABLE: 1 } });
  });

  it('that was kept, and is closed as the next question leaves, is not seen', async () => {
    await start();
    for (let time = 0; time < 5; time++) {
      // The end of the connection crosses the next question.
      server.behave((socket) => socket.write(answer(GOOD), () => socket.end()), goodAnswer);
      expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
      expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
    }
  });

  it('never asks a mutation twice, and says that it may have been recorded', async () => {
    await start();
    server.behave(resets, goodAnswer);
    const reply = await opened.transport.fetch(fetchOf({ operation: 'mutation' }));
    expect(told(reply)).toBe('UNREACHABLE');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('a pu être enregistrée') } });
    expect(server.requests).toHaveLength(1);
  });

  it('is not retried when refused, and a mutation then was not recorded', async () => {
    await start();
    await server.close();
    const reply = await opened.transport.fetch(fetchOf({ operation: 'mutation' }));
    expect(told(reply)).toBe('UNREACHABLE');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    expect(opened.transport.snapshot()['lgn']).toMatchObject({ retries: 0 });
  });

  it('is not retried past the deadline', async () => {
    await start();
    server.behave(hangs);
    const asked = opened.transport.fetch(fetchOf());
    await arrived(1);
    clock.advance(TIMEOUT_MS - 1000);
    for (const socket of server.asked) socket.resetAndDestroy();
    await arrived(2);
    clock.advance(999);
    expect(await Promise.race([asked, wait(20, 'no answer')])).toBe('no answer');
    clock.advance(1);
    expect(told(await asked)).toBe('TIMEOUT');
    expect(opened.transport.snapshot()['lgn']).toMatchObject({ retries: 1 });
  });
});
