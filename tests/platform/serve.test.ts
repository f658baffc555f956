import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { pino } from 'pino';
import { ANONYMOUS, type Actor } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';
import { DateScalar } from '../../platform/scalars.ts';
import { mercuriusServer } from '../../platform/serve-mercurius.ts';
import { subgraphServer, type SubgraphServerOptions } from '../../platform/serve.ts';
import { testCallers, testCredentials, vouchedHeaders } from '../support/internal-token.ts';
import { ADVISOR } from '../support/world.ts';

const SUBGRAPH = 'lgn';
const SECRET = 'postgresql://lgn:s3cr3t@db/lgn';

interface Context {
  readonly actor: Actor;
}

const text = (resolve: (source: unknown, args: unknown, context: Context) => string) => ({
  type: GraphQLString,
  resolve,
});

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, Context>({
    name: 'Query',
    fields: {
      takes: {
        type: GraphQLString,
        args: { number: { type: GraphQLInt }, day: { type: DateScalar } },
        resolve: () => 'taken',
      },
      who: text((_source, _args, { actor }) => actor.kind),
      fault: text(() => {
        throw hubError('CONFLICT', 'La donnée a changé.', { currentVersion: 4 });
      }),
      bug: text(() => {
        throw new TypeError(`cannot connect to ${SECRET}`);
      }),
    },
  }),
});

let app: FastifyInstance | undefined;
let logged: string[] = [];
afterEach(() => app?.close());

type Serve = (options: SubgraphServerOptions<Context>) => Promise<FastifyInstance>;

async function started(serve: Serve, isReady: () => Promise<unknown> = () => Promise.resolve()): Promise<string> {
  logged = [];
  const log = pino({ level: 'info' }, { write: (line) => logged.push(line) });
  const callers = await testCallers(SUBGRAPH);
  app = await serve({ schema, log, callers, isReady, contextOf: (actor) => ({ actor }) });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

async function post(url: string, query: unknown, actor: Actor = ANONYMOUS, variables?: object) {
  const body = JSON.stringify({ query, variables });
  const headers = await vouchedHeaders(await testCredentials(), { actor, subgraph: SUBGRAPH, body });
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as { data?: any; errors?: any[] } };
}

describe.each<[string, Serve]>([
  ['Apollo Server', subgraphServer],
  ['Mercurius', mercuriusServer],
])('a subgraph served by %s', (_name, serve) => {
  it.each([
    ['anonymous', ANONYMOUS],
    ['person', ADVISOR],
  ])('answers an %s caller as such, also once the operation is compiled', async (kind, actor) => {
    const url = await started(serve);
    for (let time = 0; time < 3; time += 1) {
      expect(await post(url, '{ who }', actor)).toMatchObject({ status: 200, body: { data: { who: kind } } });
    }
  });

  it('gives an expected fault with its code beside the rest of the data', async () => {
    const { body } = await post(await started(serve), '{ who fault }');
    expect(body).toMatchObject({
      data: { who: 'anonymous', fault: null },
      errors: [
        { message: 'La donnée a changé.', path: ['fault'], extensions: { code: 'CONFLICT', currentVersion: 4 } },
      ],
    });
  });

  it('masks a bug, also once the operation is compiled, and logs it without its message', async () => {
    const url = await started(serve);
    for (let time = 0; time < 3; time += 1) {
      const { body } = await post(url, '{ who bug }');
      expect(JSON.stringify(body)).not.toMatch(/s3cr3t|stack|serve\.test/);
      expect(body).toMatchObject({
        data: { who: 'anonymous', bug: null },
        errors: [{ path: ['bug'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      });
    }
    expect(logged.join('')).not.toContain('s3cr3t');
    expect(JSON.parse(logged[0] ?? '{}')).toMatchObject({ event: 'bug', error: 'TypeError', path: 'bug' });
  });

  it.each([
    ['an unknown field', '{ whoo }'],
    ['a text that is not GraphQL', '{ who'],
  ])('answers 400 and a code to %s', async (_what, query) => {
    const { status, body } = await post(await started(serve), query);
    expect(status).toBe(400);
    expect(body.errors?.[0].extensions.code).toMatch(/^GRAPHQL_/);
  });

  it.each([
    ['a number', 'query ($v: Int) { takes(number: $v) }', { v: 7 }],
    ['a day', 'query ($v: Date) { takes(day: $v) }', { v: '2026-11-23' }],
  ])('does not quote a variable that is not %s, also once the operation is compiled', async (_what, query, good) => {
    const url = await started(serve);
    for (let time = 0; time < 3; time += 1) {
      expect((await post(url, query, ANONYMOUS, good)).body).toEqual({ data: { takes: 'taken' } });
      const { body } = await post(url, query, ANONYMOUS, { v: '12 rue du Canari' });
      expect(body.errors?.[0].message).toMatch(
        /^(La variable « \$v » ne convient pas à son type|Une valeur donnée n’est pas une date \(attendu : .+\))\.$/,
      );
      expect(JSON.stringify(body) + logged.join('')).not.toContain('Canari');
    }
  });

  it('is alive and ready', async () => {
    const url = await started(serve);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  });

  it('is alive but not ready while its database is gone, and does not say where it was', async () => {
    const url = await started(serve, () => Promise.reject(new Error(SECRET)));
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const response = await fetch(`${url}/ready`);
    expect(response.status).toBe(503);
    const body = await response.text();
    expect(body).toContain('La base de données ne répond pas.');
    expect(body).not.toContain('s3cr3t');
  });
});
