import { describe, expect, it } from '@jest/globals';
import { beginRequest, stopOnAbort, type Signal } from '../../../gateway/transport/deadline.ts';
import { ANONYMOUS, type Actor } from '../../../platform/actor.ts';
import { promised } from '../../../gateway/awaiting.ts';
import { inFlightKey, mergeInFlight, type InFlight } from '../../../gateway/transport/merge-in-flight.ts';

/** A run that a test ends by hand, and what became of it. */
function run() {
  const { promise, resolve, reject } = withResolvers<string>();
  const signals: Signal[] = [];
  const begin = (signal: Signal) => {
    signals.push(signal);
    return promise;
  };
  return { begin, resolve, reject, signals };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const client = () => new AbortController();
const merged = (inFlight: InFlight<string>, signal: Signal, begin: (signal: Signal) => Promise<string>) =>
  promised<string>((awaiting) => inFlight.merge({ key: 'k', signal }, begin, awaiting));

describe('identical queries under way', () => {
  it('run once and all receive the answer; the next one runs again', async () => {
    const inFlight = mergeInFlight<string>();
    const shared = run();
    const all = [1, 2, 3].map(() => merged(inFlight, client().signal, shared.begin));
    shared.resolve('answer');
    expect(await Promise.all(all)).toEqual(['answer', 'answer', 'answer']);
    expect(shared.signals).toHaveLength(1);
    expect(inFlight.size()).toBe(0);
    const again = run();
    again.resolve('new');
    expect(await merged(inFlight, client().signal, again.begin)).toBe('new');
  });

  it('fail together', async () => {
    const inFlight = mergeInFlight<string>();
    const shared = run();
    const all = Promise.allSettled([1, 2].map(() => merged(inFlight, client().signal, shared.begin)));
    shared.reject(new Error('broken'));
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(inFlight.size()).toBe(0);
  });

  it('go on when one client leaves, even the first', async () => {
    const inFlight = mergeInFlight<string>();
    const shared = run();
    const first = client();
    const left = merged(inFlight, first.signal, shared.begin);
    const stays = merged(inFlight, client().signal, shared.begin);
    first.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    expect(shared.signals[0]?.aborted).toBe(false);
    shared.resolve('answer');
    expect(await stays).toBe('answer');
  });

  it('are stopped when the last client leaves, and the next client asks anew', async () => {
    const inFlight = mergeInFlight<string>();
    const [abandoned, fresh] = [run(), run()];
    const clients = [client(), client()];
    const left = Promise.allSettled(clients.map(({ signal }) => merged(inFlight, signal, abandoned.begin)));
    for (const each of clients) each.abort();
    expect((await left).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(abandoned.signals[0]?.aborted).toBe(true);
    const next = merged(inFlight, client().signal, fresh.begin);
    abandoned.resolve('too late');
    fresh.resolve('answer');
    expect(await next).toBe('answer');
  });

  it('that run out of time end for all with what was gathered', async () => {
    const inFlight = mergeInFlight<string>();
    const life = beginRequest(30);
    const gather = (signal: Signal) =>
      new Promise<string>((resolve) => stopOnAbort(signal, { stop: () => resolve('partial') }));
    const first = merged(inFlight, life, gather);
    const second = merged(inFlight, client().signal, gather);
    expect(await Promise.all([first, second])).toEqual(['partial', 'partial']);
    expect(inFlight.size()).toBe(0);
  });

  it('are not begun for a client that already left', async () => {
    const gone = client();
    gone.abort();
    const shared = run();
    await expect(merged(mergeInFlight<string>(), gone.signal, shared.begin)).rejects.toThrow();
    expect(shared.signals).toHaveLength(0);
  });
});

describe('the key of a query', () => {
  const key = (headers: Record<string, string>, body = '{"query":"{ a }"}', actor: Actor = ANONYMOUS) =>
    inFlightKey(body, actor, headers);
  const partner = (): Actor => ({ kind: 'partner', id: 'p', quotaClass: 'standard', documents: 'any', scopes: [] });

  it('is the same whatever the request’s identifier and the order of headers', () => {
    expect(key({ 'x-request-id': '1', a: 'x', b: 'y' })).toBe(key({ b: 'y', a: 'x', 'x-request-id': '2' }));
  });

  it('differs by text and by every other header', () => {
    const keys = [key({}), key({ authorization: 'A' }), key({ authorization: 'B' }), key({}, '{"query":"{ b }"}')];
    expect(new Set([...keys, key({ accept: 'A' }), key({ a: 'b:c' }), key({ 'a:b': 'c' }, 'x')]).size).toBe(7);
  });

  it('is the same for one actor, and never for two, even of one name: their rights may differ', () => {
    const [one, other] = [partner(), partner()];
    expect(key({}, 'x', one)).toBe(key({}, 'x', one));
    expect(new Set([key({}, 'x', one), key({}, 'x', other), key({}, 'x')]).size).toBe(3);
  });
});
