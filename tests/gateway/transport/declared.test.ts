import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { beginRequest } from '../../../gateway/transport/deadline.ts';
import { until } from '../../support/until.ts';
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
const answersAfter =
  (ms: number): Behaviour =>
  (socket) =>
    void wait(ms).then(() => goodAnswer(socket));

describe('a circuit', () => {
  it('opens on failures in a row, spares the subgraph, tries once, and closes', async () => {
    let clock = 0;
    await start({ failures: 2, now: () => clock });
    const ask = async () => told(await opened.transport.fetch(fetchOf()));
    server.behave(resets);
    expect([await ask(), await ask()]).toEqual(['UNREACHABLE', 'UNREACHABLE']);
    const { length } = server.requests;
    const spared = await opened.transport.fetch(fetchOf({ operation: 'mutation' }));
    expect(told(spared)).toBe('CIRCUIT_OPEN');
    expect(spared).toMatchObject({ error: { message: expect.stringContaining('rien n’a été enregistré') } });
    expect(server.requests).toHaveLength(length);
    clock = 1000;
    server.behave(answersAfter(30), goodAnswer);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([GOOD, 'CIRCUIT_OPEN', 'CIRCUIT_OPEN']);
    expect(await ask()).toBe(GOOD);
    expect(opened.transport.snapshot()['lgn']).toMatchObject({ circuit: 'closed', failures: { CIRCUIT_OPEN: 3 } });
    expect(opened.logs.filter(({ event }) => event === 'subgraph-circuit').map(({ state }) => state)).toEqual([
      'open',
      'half-open',
      'closed',
    ]);
  });

  it('does not open on unreadable answers, nor on clients that go away', async () => {
    await start({ failures: 1 });
    server.behave((socket) => socket.write(answer('<h1>', { type: 'text/html' })));
    expect(told(await opened.transport.fetch(fetchOf()))).toBe('UNREADABLE');
    server.behave(hangs);
    const life = beginRequest(60_000);
    const asked = opened.transport.fetch(fetchOf({ signal: life }));
    await until('the second request', () => server.requests.length === 2);
    life.hangUp();
    expect(told(await asked)).toBe('CANCELLED');
    expect(opened.transport.snapshot()['lgn']).toMatchObject({ circuit: 'closed' });
  });
});

describe('a declared subgraph', () => {
  it('says whether it executes GraphQL, even while its circuit is open', async () => {
    await start({ failures: 1 });
    server.behave(resets);
    await opened.transport.fetch(fetchOf());
    server.behave((socket) => socket.write(answer('{"data":{"__typename":"Query"}}')));
    expect(told(await opened.transport.fetch(fetchOf()))).toBe('CIRCUIT_OPEN');
    expect(await opened.transport.states()).toEqual({ lgn: 'ready' });
    server.behave((socket) => socket.write(answer('{"data":')));
    expect(await opened.transport.states()).toEqual({ lgn: 'unavailable' });
  });

  it('that moves ends its requests where they began', async () => {
    await start();
    const next = await hostileServer();
    server.behave(answersAfter(100));
    opened.transport.declare('department', server.url);
    const asked = opened.transport.fetch(fetchOf({ subgraph: 'department' }));
    opened.transport.declare('department', next.url);
    opened.transport.declare('department', next.url);
    expect(told(await opened.transport.fetch(fetchOf({ subgraph: 'department' })))).toBe(GOOD);
    expect(told(await asked)).toBe(GOOD);
    expect([server.requests.length, next.requests.length]).toEqual([1, 1]);
    await until('the end of the connections to the first address', () => server.connections.size === 0);
    await next.close();
  });

  it.each([undefined, '', 'ftp://lgn/graphql', 'unix:lgn.sock:/graphql', 'unix:/run/lgn.sock', 'http://a:b@lgn/'])(
    'of which the address is %p is refused in French, the address untold',
    async (address) => {
      await start();
      const refusal = () => opened.transport.declare('operators', address);
      expect(refusal).toThrow(/« operators » doit être une adresse http:.*https:.*unix:/);
    },
  );

  it('whose text turns out unreadable is logged, counted and told', async () => {
    await start();
    const error = opened.transport.unreadable('lgn', 'malformed JSON', 'mutation');
    expect(error.extensions).toEqual({ code: 'ORGANISATION_UNAVAILABLE', organisation: 'lgn', reason: 'UNREADABLE' });
    expect(error.message).toMatch(/réponse illisible.*a pu être enregistrée/);
    expect(opened.logs).toEqual([expect.objectContaining({ event: 'subgraph-failed', detail: 'malformed JSON' })]);
    expect(opened.transport.snapshot()['lgn']).toMatchObject({ failures: { UNREADABLE: 1 } });
  });
});
