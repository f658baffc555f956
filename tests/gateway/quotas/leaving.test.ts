import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER } from '../../../gateway/identity/development-issuer.ts';
import { declaredIssuers } from '../../../gateway/identity/issuers.ts';
import { IDENTITY, TOKEN } from '../../support/identity.ts';
import { rawClient } from '../door/wire.ts';
import { ask, impostor, openGateway, type Running, type World } from '../world.ts';

/** An identity provider that gives its keys when it is told to. */
let provider: Running;
let giveKeys: () => void;
let providerAsked: Promise<void>;
/** LGN, which counts what it is asked. */
let lgn: Running;
let asked = 0;
let world: World;

beforeAll(async () => {
  const given = new Promise<void>((resolve) => (giveKeys = resolve));
  let told: () => void;
  providerAsked = new Promise((resolve) => (told = resolve));
  const keys = IDENTITY.issuers[0]?.jwks;
  provider = await impostor((_request, response) => {
    told();
    void given.then(() => response.setHeader('content-type', 'application/json').end(keys));
  });
  lgn = await impostor((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  const issuer = { issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_AUDIENCE, jwks: provider.url };
  world = await openGateway({
    lgnUrl: lgn.url,
    identity: { issuers: declaredIssuers([issuer]), clockSkewSeconds: 5 },
  });
});
afterAll(async () => {
  await world.close();
  await Promise.all([provider.close(), lgn.close()]);
});

const QUESTION = '{ premises(id: "1") }';

it('nothing is asked for a client that left while it was being identified', async () => {
  const client = rawClient(world.url);
  const head = [`GET /graphql?query=${encodeURIComponent(QUESTION)} HTTP/1.1`, 'host: hub'];
  client.write([...head, 'apollo-require-preflight: true', `authorization: Bearer ${TOKEN}`, '\r\n'].join('\r\n'));
  await providerAsked;
  const closed = once(client.socket, 'close');
  client.socket.destroy();
  await closed;
  await delay(100);
  giveKeys();
  await ask(world, '{ __typename }', { headers: { authorization: `Bearer ${TOKEN}` } });
  await delay(300);
  expect(asked).toBe(0);
  // It is asked for one that stays.
  await ask(world, QUESTION, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(asked).toBe(1);
});
