import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { ANONYMOUS, type Actor } from '../../platform/actor.ts';
import { mercuriusServer } from '../../platform/serve-mercurius.ts';
import { createContext } from '../../subgraphs/operators/context.ts';
import { schema } from '../../subgraphs/operators/schema.ts';
import { datasets } from '../../subgraphs/operators/import.ts';
import { testCallers, testCredentials, vouchedHeaders } from '../support/internal-token.ts';
import { importFile, openWorld, person, TEST_NOW, type World } from '../support/world.ts';
import { keptLogger } from '../support/leaks/kept.ts';

const credentials = await testCredentials();
/** How many times an operation is sent: interpreted, then compiled. */
const INTERPRETED_AND_COMPILED = [1, 2, 3, 4];

let world: World<'operators'>;
let app: FastifyInstance;
let url: string;
let isDatabaseUp = true;

beforeAll(async () => {
  world = await openWorld('operators');
  await importFile(world, datasets, 'offers', 'tests/fixtures/operators/offers.csv');
  const gone = new Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nothing' });
  app = await mercuriusServer({
    schema,
    log: keptLogger('operators-test'),
    isReady: () => (isDatabaseUp ? world.sql.query('SELECT 1') : gone.query('SELECT 1')),
    callers: await testCallers('operators'),
    contextOf: (actor, { headers }) => {
      const { prisma, sql } = world;
      // A household's request during a fault of ours: the header stands for a database that breaks.
      const broken = { socialOffer: { findMany: () => Promise.reject(new TypeError('secret interne')) } };
      const client = headers['x-broken'] === undefined ? prisma : (broken as unknown as typeof prisma);
      return createContext({ prisma: client, sql, actor, now: TEST_NOW });
    },
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function post(asked: unknown, headers: Record<string, string> = {}, actor: Actor = ANONYMOUS) {
  const body = typeof asked === 'string' ? asked : JSON.stringify(asked);
  const vouched = await vouchedHeaders(credentials, { actor, subgraph: 'operators', body });
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...vouched, ...headers }, body });
  return { status: response.status, body: (await response.json()) as { data?: any; errors?: any[] } };
}

describe('the operators’ server', () => {
  it('gives its SDL, with the keys and the requirements of the federation', async () => {
    const { status, body } = await post({ query: '{ _service { sdl } }' });
    expect(status).toBe(200);
    expect(body.data._service.sdl).toMatch(/type SocialInternetOffer\s+@key\(fields: "id"\)/);
    expect(body.data._service.sdl).toContain('@requires(fields: "availableTechnologies")');
  });

  it.each(INTERPRETED_AND_COMPILED)('resolves entities in the order asked, time %i', async () => {
    const { body } = await post({
      query: `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        __typename ... on SocialInternetOffer { name verifiedOn } ... on Organisation { offers { totalCount } } } }`,
      variables: {
        representations: [
          { __typename: 'Organisation', id: 'demo-operateur' },
          { __typename: 'SocialInternetOffer', id: 'demo-cuivre' },
          { __typename: 'SocialInternetOffer', id: 'inconnue' },
        ],
      },
    });
    expect(body).toEqual({
      data: {
        _entities: [
          { __typename: 'Organisation', offers: { totalCount: 2 } },
          { __typename: 'SocialInternetOffer', name: 'DÉMONSTRATION Box cuivre', verifiedOn: '2026-10-01' },
          null,
        ],
      },
    });
  });

  it('answers 400 to a query that asks for a field that does not exist', async () => {
    const { status, body } = await post({ query: '{ inconnu }' });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('inconnu'),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
    ]);
  });

  it.each([
    ['a body that is not JSON', '{'],
    ['a batch', [{ query: '{ __typename }' }]],
    ['no query', {}],
  ])('answers 400 in French to %s', async (_what, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
  });

  it('refuses a text with two operations, whose compiled form would answer the wrong one', async () => {
    const { status, body } = await post({ query: 'query A { __typename } query B { __typename }', operationName: 'B' });
    expect(status).toBe(400);
    expect(body.errors?.[0].message).toBe('Une demande porte une seule opération, et non 2.');
  });

  it.each(INTERPRETED_AND_COMPILED)('masks a bug and keeps the path, time %i', async () => {
    const { status, body } = await post({ query: '{ eligibleOffers { eligibility } }' }, { 'x-broken': 'oui' });
    expect(status).toBe(200);
    expect(body.data).toEqual({ eligibleOffers: null });
    expect(body.errors).toEqual([
      expect.objectContaining({ path: ['eligibleOffers'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it.each(INTERPRETED_AND_COMPILED)('gives an expected fault as it is, with its path, time %i', async () => {
    const { body } = await post(
      {
        query:
          'mutation { withdrawOffer(id: "demo-carte", expectedRevision: 1, reason: "essai") { faults { field } } }',
      },
      {},
      person(['operator-agent'], 'demo-operateur'),
    );
    expect(body.errors).toEqual([
      expect.objectContaining({ path: ['withdrawOffer'], extensions: { code: 'FORBIDDEN' } }),
    ]);
    expect(body.errors?.[0].message).toMatch(/appartient à « demo-association »/);
  });

  it.each(INTERPRETED_AND_COMPILED)(
    'refuses a variable of the wrong type without running anything, time %i',
    async () => {
      const query = 'query ($profile: HouseholdProfile) { eligibleOffers(profile: $profile) { eligibility } }';
      const { body } = await post({ query, variables: { profile: { ages: ['vieux'] } } });
      expect(body.data ?? null).toBeNull();
      expect(body.errors?.length).toBeGreaterThan(0);
      expect(body.errors?.[0].extensions?.code).not.toBe('INTERNAL_SERVER_ERROR');
    },
  );

  it('answers 401 to a wrong token, and never takes it for an anonymous reader', async () => {
    const { status, body } = await post({ query: '{ __typename }' }, { authorization: 'Bearer faux' });
    expect(status).toBe(401);
    expect(body.errors?.[0]).toMatchObject({ extensions: { code: 'INTERNAL_TOKEN_INVALID' } });
  });

  it('is alive, and ready only while its database answers', async () => {
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    isDatabaseUp = false;
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(503);
  });
});
