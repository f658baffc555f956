import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { beginRequest } from '../../../gateway/transport/deadline.ts';
import { until } from '../../support/until.ts';
import { hangs, hostileCase, resets } from './hostile-case.ts';
import { answer, fetchOf, GOOD, goodAnswer, hostileServer, told, type Behaviour } from './hostile.ts';

const its = hostileCase({ isClockHeld: false });

const answersAfter =
  (ms: number): Behaviour =>
  (socket) =>
    void wait(ms).then(() => goodAnswer(socket));

describe('a circuit', () => {
  it('opens on failures in a row, spares the subgraph, tries once, and closes', async () => {
    let clock = 0;
    await its.start({ failures: 2, now: () => clock });
    const ask = async () => told(await its.transport.fetch(fetchOf()));
    its.server.behave(resets);
    expect([await ask(), await ask()]).toEqual(['UNREACHABLE', 'UNREACHABLE']);
    const { length } = its.server.requests;
    const spared = await its.transport.fetch(fetchOf({ operation: 'mutation' }));
    expect(told(spared)).toBe('CIRCUIT_OPEN');
    expect(spared).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    expect(its.server.requests).toHaveLength(length);
    clock = 1000;
    its.server.behave(answersAfter(30), goodAnswer);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([GOOD, 'CIRCUIT_OPEN', 'CIRCUIT_OPEN']);
    expect(await ask()).toBe(GOOD);
    expect(its.transport.snapshot()['lgn']).toMatchObject({ circuit: 'closed', failures: { CIRCUIT_OPEN: 3 } });
    expect(its.logs.filter(({ event }) => event === 'subgraph-circuit').map(({ state }) => state)).toEqual([
      'open',
      'half-open',
      'closed',
    ]);
  });

  it('does not open on unreadable answers, nor on clients that go away', async () => {
    await its.start({ failures: 1 });
    its.server.behave((socket) => socket.write(answer('<h1>', { type: 'text/html' })));
    expect(told(await its.transport.fetch(fetchOf()))).toBe('UNREADABLE');
    its.server.behave(hangs);
    const life = beginRequest(60_000);
    const asked = its.transport.fetch(fetchOf({ signal: life }));
    await its.arrived(2);
    life.hangUp();
    expect(told(await asked)).toBe('CANCELLED');
    expect(its.transport.snapshot()['lgn']).toMatchObject({ circuit: 'closed' });
  });
});

describe('a declared subgraph', () => {
  it('says whether it executes GraphQL, even while its circuit is open', async () => {
    await its.start({ failures: 1 });
    its.server.behave(resets);
    await its.transport.fetch(fetchOf());
    its.server.behave((socket) => socket.write(answer('{"data":{"__typename":"Query"}}')));
    expect(told(await its.transport.fetch(fetchOf()))).toBe('CIRCUIT_OPEN');
    expect(await its.transport.states()).toEqual({ lgn: 'ready' });
    its.server.behave((socket) => socket.write(answer('{"data":')));
    expect(await its.transport.states()).toEqual({ lgn: 'unavailable' });
  });

  it('that moves ends its requests where they began', async () => {
    await its.start();
    const next = await hostileServer();
    its.server.behave(answersAfter(100));
    its.transport.declare('department', its.server.url);
    const asked = its.transport.fetch(fetchOf({ subgraph: 'department' }));
    its.transport.declare('department', next.url);
    its.transport.declare('department', next.url);
    expect(told(await its.transport.fetch(fetchOf({ subgraph: 'department' })))).toBe(GOOD);
    expect(told(await asked)).toBe(GOOD);
    expect([its.server.requests.length, next.requests.length]).toEqual([1, 1]);
    await until('the end of the connections to the first address', () => its.server.connections.size === 0);
    await next.close();
  });

  it.each([undefined, '', 'ftp://lgn/graphql', 'unix:lgn.sock:/graphql', 'unix:/run/lgn.sock', 'http://a:b@lgn/'])(
    'of which the address is %p is refused in French, the address untold',
    async (address) => {
      await its.start();
      const refusal = () => its.transport.declare('operators', address);
      expect(refusal).toThrow(/« operators » doit être une adresse http:.*https:.*unix:/);
    },
  );

  it('whose text turns out unreadable is logged, counted and told', async () => {
    await its.start();
    const error = its.transport.unreadable('lgn', 'malformed JSON', 'mutation');
    expect(error.extensions).toEqual({ code: 'ORGANISATION_UNAVAILABLE', organisation: 'lgn', reason: 'UNREADABLE' });
    expect(error.message).toMatch(/réponse illisible.*a pu être enregistrée/);
    expect(its.logs).toEqual([expect.objectContaining({ event: 'subgraph-failed', detail: 'malformed JSON' })]);
    expect(its.transport.snapshot()['lgn']).toMatchObject({ failures: { UNREADABLE: 1 } });
  });
});
