import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { beginRequest, requestTimeoutOf } from '../../../gateway/transport/deadline.ts';
import { until } from '../../support/until.ts';
import { hangs, hostileCase } from './hostile-case.ts';
import { fetchOf, GOOD, goodAnswer, TIMEOUT_MS, told } from './hostile.ts';

const its = hostileCase({ isClockHeld: true });
const closed = () => until('the end of every connection', () => its.server.asked.size === 0);

describe('a deadline', () => {
  it('of the subgraph is kept', async () => {
    await its.start();
    its.server.behave(hangs);
    const asked = its.transport.fetch(fetchOf());
    await its.arrived(1);
    its.clock.advance(TIMEOUT_MS - 1);
    expect(await Promise.race([asked, wait(20, 'no answer')])).toBe('no answer');
    its.clock.advance(1);
    const reply = await asked;
    expect(told(reply)).toBe('TIMEOUT');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('délai de 30 s dépassé') } });
    await closed();
  });

  it('of the whole request ends the question, and is what the sentence tells', async () => {
    await its.start();
    its.server.behave(hangs);
    const life = beginRequest(100);
    const asked = its.transport.fetch(fetchOf({ signal: life }));
    await its.arrived(1);
    its.clock.advance(100);
    const reply = await asked;
    expect(told(reply)).toBe('TIMEOUT');
    expect(reply).toMatchObject({ error: { message: expect.stringContaining('délai de 0,1 s dépassé') } });
    expect(told(await its.transport.fetch(fetchOf({ signal: life })))).toBe('TIMEOUT');
    expect(its.server.requests).toHaveLength(1);
    await closed();
  });

  it('that passes once a mutation was sent says that it may have been recorded', async () => {
    await its.start();
    its.server.behave(hangs);
    const asked = its.transport.fetch(fetchOf({ operation: 'mutation' }));
    await its.arrived(1);
    its.clock.advance(TIMEOUT_MS);
    expect(await asked).toMatchObject({ error: { message: expect.stringContaining('a pu être enregistrée') } });
  });

  it('of the whole request passes by itself', async () => {
    await its.start();
    its.clock.release();
    const life = beginRequest(20);
    await until('the end of the time', () => life.aborted);
    expect(requestTimeoutOf(life)).toBe(20);
  });

  it('that passes while all connections are taken leaves the question unsent', async () => {
    await its.start();
    its.server.behave(hangs);
    const many = Array.from({ length: 64 }, () => its.transport.fetch(fetchOf()));
    await its.arrived(64);
    const signal = beginRequest(100);
    const asked = its.transport.fetch(fetchOf({ signal, operation: 'mutation' }));
    its.clock.advance(100);
    const queued = await asked;
    expect(told(queued)).toBe('TIMEOUT');
    expect(queued).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    its.clock.advance(TIMEOUT_MS);
    expect(new Set((await Promise.all(many)).map(told))).toEqual(new Set(['TIMEOUT']));
    its.server.behave(goodAnswer);
    expect(told(await its.transport.fetch(fetchOf()))).toBe(GOOD);
    expect(its.server.requests).toHaveLength(65);
    expect(its.server.connections.size).toBeLessThanOrEqual(64);
  });
});

describe('a client that goes away', () => {
  it('closes the connections of all its questions', async () => {
    await its.start();
    its.server.behave(hangs);
    const life = beginRequest(60_000);
    const asked = Array.from({ length: 12 }, () => its.transport.fetch(fetchOf({ signal: life })));
    await its.arrived(12);
    life.hangUp();
    expect((await Promise.all(asked)).map(told)).toEqual(asked.map(() => 'CANCELLED'));
    await closed();
  });

  it('before the question is sent is not asked for', async () => {
    await its.start();
    const life = beginRequest(1000);
    life.hangUp();
    expect(told(await its.transport.fetch(fetchOf({ signal: life })))).toBe('CANCELLED');
    expect(its.server.accepted()).toBe(0);
  });
});
