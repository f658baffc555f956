import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { revokeKey } from '../../../gateway/keys/key-administration.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';
import { partnerKey, until } from '../keys/partners.ts';
import { follow, type Followed } from './followed.ts';
import { beginStream, newsEvent, openToldWorld, type ToldWorld } from './told.ts';

const NEWS = 'subscription { news }';

let database: GatewayDatabase;
let world: ToldWorld;
let usual: ToldWorld['answer'];
beforeAll(async () => {
  database = await openGatewayDatabase();
  world = await openToldWorld({ keys: { database: database.url, graceMs: 300_000 } });
  usual = world.answer;
});
afterEach(async () => {
  world.answer = usual;
  await until(async () => (await world.followed()) === 0 && world.streams.size === 0);
});
afterAll(async () => {
  await world.close();
  await database.close();
});

/** The code of the error that ends a stream, after which nothing comes. */
async function endOf(one: Followed): Promise<string> {
  const [error, end, ...more] = await one.rest();
  expect(end).toEqual({ event: 'complete', data: '' });
  expect(more).toEqual([]);
  return JSON.parse(error?.data ?? '').errors[0].extensions.code;
}

const onlyStream = (): ServerResponse => {
  const [stream] = world.streams;
  if (stream === undefined) throw new Error('The gateway reads no stream.');
  return stream;
};

describe('when the stream of a subgraph breaks', () => {
  it.each<[string, (stream: ServerResponse) => unknown]>([
    ['between two events', (stream) => stream.destroy()],
    ['in the middle of one', (stream) => stream.end('event: next\ndata: {"da')],
    ['by an event larger than an answer may be', (stream) => stream.write(newsEvent('x'.repeat(300_000)))],
    ['by bytes that are no text', (stream) => stream.write(Buffer.from([0xff, 0xfe, 0x0a, 0x0a]))],
  ])('%s, its reader is told that the organisation does not answer', async (_when, breaks) => {
    const one = await follow(world.url, NEWS);
    expect((await one.nextAnswer()).data).toEqual({ news: 'first' });
    breaks(onlyStream());
    expect(await endOf(one)).toBe('ORGANISATION_UNAVAILABLE');
    expect(world.logLines.join('')).toContain('subscription-lost');
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['refuses', (response) => response.writeHead(503).end()],
    ['answers with something else', (response) => response.setHeader('content-type', 'application/json').end('{}')],
    ['hangs up', (response) => response.destroy()],
  ])('a subgraph that %s is told in the same way', async (_how, answer) => {
    world.answer = answer;
    expect(await endOf(await follow(world.url, NEWS))).toBe('ORGANISATION_UNAVAILABLE');
  });

  it('the next subscription is followed as if nothing had happened', async () => {
    const one = await follow(world.url, NEWS);
    expect((await one.nextAnswer()).data).toEqual({ news: 'first' });
    expect(await world.followed()).toBe(1);
    onlyStream().end('event: complete\ndata:\n\n');
    expect(await one.rest()).toEqual([{ event: 'complete', data: '' }]);
  });

  it('a reader that leaves is a stream less of the subgraph', async () => {
    const one = await follow(world.url, NEWS);
    expect((await one.nextAnswer()).data).toEqual({ news: 'first' });
    one.leave();
    await until(() => world.streams.size === 0);
    expect(world.logLines.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

it('a key that is revoked during a stream ends it, and says so', async () => {
  const { key, id } = await partnerKey(database.client, 'following');
  let one = await follow(world.url, NEWS, { headers: { 'x-api-key': key } });
  while (one.status === 401) one = await follow(world.url, NEWS, { headers: { 'x-api-key': key } });
  expect((await one.nextAnswer()).data).toEqual({ news: 'first' });
  await revokeKey(database.client, id, new Date());
  expect(await endOf(one)).toBe('KEY_REVOKED');
});

it('a client that does not read is cut off after ten seconds, and its subgraph is read no more', async () => {
  world.answer = (response) => {
    beginStream(response);
    const flood = (): void => {
      while (!response.destroyed && response.write(newsEvent('x'.repeat(100_000))));
    };
    response.on('drain', flood);
    flood();
  };
  const client = connect(Number(new URL(world.url).port), '127.0.0.1');
  client.on('error', () => undefined);
  client.pause();
  const body = JSON.stringify({ query: NEWS });
  client.write(
    `POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const startedAt = Date.now();
  await until(() => world.streams.size === 1);
  expect(await world.followed()).toBe(1);
  await until(async () => (await world.followed()) === 0);
  const cutAfterMs = Date.now() - startedAt;
  client.destroy();
  expect(cutAfterMs).toBeGreaterThanOrEqual(9_900);
});
