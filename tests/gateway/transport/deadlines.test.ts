import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginRequest, requestTimeoutOf } from '../../../gateway/transport/deadline.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { until } from '../../support/until.ts';
import { fetchOf, GOOD, goodAnswer, hostileServer, open, TIMEOUT_MS, told } from './hostile.ts';
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

const hangs: Behaviour = () => undefined;
const arrived = (count: number) => until(`${count} requests at the subgraph`, () => server.requests.length >= count);
const closed = () => until('the end of every connection', () => server.asked.size === 0);

describe('a deadline', () => {
  it('of the subgraph is kept', async () => {
    await start();
    server.behave(hangs);
    const asked = opened.transport.fetch(fetchOf());
    await arrived(1);
    clock.advance(TIMEOUT_MS - 1);
    expect(await Promise.race([asked, wait(20, 'no answer')])).toBe('no answer');
    clock.advance(1);
    const reply = await asked;
    expect(told(reply)).toBe('TIMEOUT');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('délai de 30 s dépassé') } });
    await closed();
  });

  it('of the whole request ends the question, and is what the sentence tells', async () => {
    await start();
    server.behave(hangs);
    const life = beginRequest(100);
    const asked = opened.transport.fetch(fetchOf({ signal: life }));
    await arrived(1);
    clock.advance(100);
    const reply = await asked;
    expect(told(reply)).toBe('TIMEOUT');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('délai de 0,1 s dépassé') } });
    expect(told(await opened.transport.fetch(fetchOf({ signal: life })))).toBe('TIMEOUT');
    expect(server.requests).toHaveLength(1);
    await closed();
  });

  it('that passes once a mutation was sent says that it may have been recorded', async () => {
    await start();
    server.behave(hangs);
    const asked = opened.transport.fetch(fetchOf({ operation: 'mutation' }));
    await arrived(1);
    clock.advance(TIMEOUT_MS);
    expect(await asked).toMatchObject({ error: { message: expect.stringContaining('a pu être enregistrée') } });
  });

  it('of the whole request passes by itself', async () => {
    await start();
    clock.release();
    const life = beginRequest(20);
    await until('the end of the time', () => life.aborted);
    expect(requestTimeoutOf(life)).toBe(20);
  });

  it('that passes while all connections are taken leaves the question unsent', async () => {
    await start();
    server.behave(hangs);
    const many = Array.from({ length: 64 }, () => opened.transport.fetch(fetchOf()));
    await arrived(64);
    const signal = beginRequest(100);
    const asked = opened.transport.fetch(fetchOf({ signal, operation: 'mutation' }));
    clock.advance(100);
    const queued = await asked;
    expect(told(queued)).toBe('TIMEOUT');
    expect(queued).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    clock.advance(TIMEOUT_MS);
    expect(new Set((await Promise.all(many)).map(told))).toEqual(new Set(['TIMEOUT']));
    server.behave(goodAnswer);
    expect(told(await opened.transport.fetch(fetchOf()))).toBe(GOOD);
    expect(server.requests).toHaveLength(65);
    expect(server.connections.size).toBeLessThanOrEqual(64);
  });
});

describe('a client that goes away', () => {
  it('closes the connections of all its questions', async () => {
    await start();
    server.behave(hangs);
    const life = beginRequest(60_000);
    const asked = Array.from({ length: 12 }, () => opened.transport.fetch(fetchOf({ signal: life })));
    await arrived(12);
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
