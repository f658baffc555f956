import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { beginRequest } from '../../../gateway/transport/deadline.ts';
import { answer, fetchOf, GOOD, goodAnswer, hostileServer, open, told } from './hostile.ts';
import type { Behaviour, HostileServer, Opened } from './hostile.ts';

let server: HostileServer;
let opened: Opened;

async function start(options?: Parameters<typeof open>[1]): Promise<void> {
  server = await hostileServer();
  opened = open(server.url, options);
}

afterEach(async () => {
  opened.transport.close();
  await server.close();
});

const resets: Behaviour = (socket) => socket.resetAndDestroy();
const hangs: Behaviour = () => undefined;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function closed(): Promise<void> {
  for (let time = 0; server.asked.size > 0 && time < 100; time++) await wait(5);
  expect(server.asked.size).toBe(0);
}

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
      setTimeout(() => socket.write(bytes.subarray(middle)), 20);
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

describe('a deadline', () => {
  it('of the subgraph is kept', async () => {
    await start();
    server.behave(hangs);
    const begun = performance.now();
    const reply = await opened.transport.fetch(fetchOf());
    expect(told(reply)).toBe('TIMEOUT');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('délai de 0,3 s dépassé') } });
    const elapsed = performance.now() - begun;
    expect(elapsed).toBeGreaterThan(290);
    // The subgraph hangs for ever: a busy machine may be late, but not without end.
    expect(elapsed).toBeLessThan(3000);
    await closed();
  });

  it('of the whole request ends the question, and is what the sentence tells', async () => {
    await start();
    server.behave(hangs);
    const life = beginRequest(100);
    const reply = await opened.transport.fetch(fetchOf({ signal: life }));
    expect(told(reply)).toBe('TIMEOUT');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('délai de 0,1 s dépassé') } });
    expect(told(await opened.transport.fetch(fetchOf({ signal: life })))).toBe('TIMEOUT');
    expect(server.requests).toHaveLength(1);
    await closed();
  });

  it('that passes while all connections are taken leaves the question unsent', async () => {
    await start({ timeoutMs: 500 });
    server.behave(hangs);
    const many = Array.from({ length: 64 }, () => opened.transport.fetch(fetchOf()));
    const signal = beginRequest(100);
    const queued = await opened.transport.fetch(fetchOf({ signal, operation: 'mutation' }));
    expect(told(queued)).toBe('TIMEOUT');
    expect(queued).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    expect(new Set((await Promise.all(many)).map(told))).toEqual(new Set(['TIMEOUT']));
    server.behave(goodAnswer);
    expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
    expect(server.requests).toHaveLength(65);
    expect(server.connections.size).toBeLessThanOrEqual(64);
  });
});

describe('a client that goes away', () => {
  it('closes the connections of all its questions', async () => {
    await start({ timeoutMs: 60_000 });
    server.behave(hangs);
    const life = beginRequest(60_000);
    const asked = Array.from({ length: 12 }, () => opened.transport.fetch(fetchOf({ signal: life })));
    while (server.requests.length < 12) await wait(5);
    life.hangUp();
    expect((await Promise.all(asked)).map(told)).toEqual(asked.map(() => 'CANCELLED'));
    await closed();
  });

  it('before the question is sent is not asked for', async () => {
    await start();
    const life = beginRequest(1000);
    life.hangUp();
    expect(told(await opened.transport.fetch(fetchOf({ signal: life })))).toBe('CANCELLED');
    expect(server.accepted()).toBe(0);
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
    server.behave((socket) => setTimeout(() => socket.resetAndDestroy(), 200), hangs);
    const begun = performance.now();
    expect(told(await opened.transport.fetch(fetchOf()))).toBe('TIMEOUT');
    expect(performance.now() - begun).toBeLessThan(400);
  });
});
