import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { developmentToken, newDevelopmentKeys } from '../../cli/development-token.ts';
import { withClient } from '../../platform/database/provision.ts';
import { SUBGRAPHS, urlVariable } from '../support/databases.ts';
import { openDemonstration } from '../support/demonstration.ts';
import { keptPost, type Posted } from '../support/leaks/kept-post.ts';
import { secret } from '../support/leaks/secrets.ts';
import { openScratch } from '../support/scratch.ts';
import { operation } from '../support/operations.ts';
import { npmStart, type HubProcess } from './hub-process.ts';

let databases: Awaited<ReturnType<typeof openDemonstration>>;
let dataFolder: string;
let hub: HubProcess;
/** Of the folder's own local issuer, as it was used in development. */
let developerToken: string;

beforeAll(async () => {
  databases = await openDemonstration();
  dataFolder = await mkdtemp(path.join(tmpdir(), 'hub-production-'));
  const keys = newDevelopmentKeys();
  await writeFile(path.join(dataFolder, 'development-issuer.json'), keys);
  developerToken = secret('token', await developmentToken(keys, { roles: ['administrator'] }));
  const urls = SUBGRAPHS.map((name) => [urlVariable(name), databases[name].url]);
  // Trusted documents alone, as production has it when nothing is said, would hide what lies behind.
  const variables = { NODE_ENV: 'production', ANONYMOUS_DOCUMENTS: 'any' };
  hub = await npmStart(dataFolder, { ...variables, ...Object.fromEntries(urls) });
});
afterAll(async () => {
  await hub.stop();
  for (const { drop } of Object.values(databases)) await drop();
  await rm(dataFolder, { recursive: true });
});

const PLAIN = { query: '{ __typename }' };
const INSIDE = /stack|node_modules|\bat .+:\d+|\.ts\b|queryPlan|127\.0\.0\.1|postgres|SELECT|relation/i;

function ask(body: object, headers: Record<string, string> = {}): Promise<Posted> {
  return keptPost(`${hub.url}/graphql`, body, headers);
}

function codeOf({ text }: Posted): unknown {
  return (JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
}

/** `npm start`’s own words on what to try are refused in production, and so is made-up data. */
describe('a hub in production whose databases are empty', () => {
  it('holds no made-up data, and proposes nothing that it refuses', async () => {
    const scratches = await Promise.all(SUBGRAPHS.map((name) => openScratch(name)));
    const empty = SUBGRAPHS.map((name, at) => [urlVariable(name), scratches[at]?.url ?? ''] as const);
    const folder = await mkdtemp(path.join(tmpdir(), 'hub-empty-'));
    const started = await npmStart(folder, { NODE_ENV: 'production', ...Object.fromEntries(empty) });
    expect(started.said()).not.toMatch(/démonstration|curl/i);
    expect(started.said()).toMatch(/ 319 {2}communes/);
    expect(started.said()).toMatch(/ 0 {2}lieux/);
    await started.stop();
    await Promise.all([...scratches.map(({ drop }) => drop()), rm(folder, { recursive: true })]);
  }, 180_000);

  it('is prepared by a command for processes that start one by one', async () => {
    const scratches = await Promise.all(SUBGRAPHS.map((name) => openScratch(name)));
    const empty = SUBGRAPHS.map((name, at) => [urlVariable(name), scratches[at]?.url ?? ''] as const);
    const child = spawn('npm', ['run', '--silent', 'hub', '--', 'prepare'], {
      env: { ...process.env, ...Object.fromEntries(empty) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toContain('Bases prêtes');
    await withClient(scratches[0]?.url ?? '', async (client) => {
      const { rows } = await client.query('SELECT count(*)::int AS communes FROM commune');
      expect(rows).toEqual([{ communes: 319 }]);
    });
    await Promise.all(scratches.map(({ drop }) => drop()));
  }, 180_000);
});

describe('a hub in production, its four processes started by « npm start »', () => {
  it('serves a household’s question to anyone', async () => {
    const { query, variables } = operation('household-lookup');
    const { status, text } = await ask({ query, variables });
    expect(status).toBe(200);
    const { data } = JSON.parse(text) as { data: { searchAddresses: unknown[] } };
    expect(data.searchAddresses[0]).toMatchObject({ match: 'EXACT' });
  });

  it('gives no development token, and says of none', async () => {
    expect(hub.said()).not.toMatch(/npm run token|Jeton/);
    const child = spawn('npm', ['run', '--silent', 'token', '--', 'advisor', '--data', dataFolder], {
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said.trim()).toMatch(/^Les jetons de développement n’existent pas quand NODE_ENV=production : .+\.$/);
  });

  it('refuses one that was made in development', async () => {
    const answer = await ask(PLAIN, { authorization: `Bearer ${developerToken}` });
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 401, code: 'TOKEN_FOREIGN' });
  });

  it('does not let itself be read by introspection, nor guessed by its suggestions', async () => {
    const read = await ask({ query: '{ __schema { types { name } } }' });
    expect({ status: read.status, code: codeOf(read) }).toEqual({ status: 400, code: 'INTROSPECTION_DISABLED' });
    const guessed = await ask({ query: '{ comunes { name } }' });
    expect({ status: guessed.status, code: codeOf(guessed) }).toEqual({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
    expect(guessed.text).not.toMatch(/Did you mean|Vouliez-vous|communes/);
  });

  it.each<[string, number, object]>([
    ['a document that is no GraphQL', 400, { query: '{' }],
    ['a body that is no question', 400, { query: 1 }],
    ['a variable of another type', 400, { ...operation('household-lookup'), variables: { query: [{}] } }],
    ['no such operation', 400, { ...PLAIN, operationName: 'absent' }],
  ])('shows nothing of its inside: %s', async (_what, status, body) => {
    const answer = await ask(body, {
      'apollo-query-plan-experimental': '1',
      'apollo-federation-include-trace': 'ftv1',
    });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(INSIDE);
    expect(JSON.parse(answer.text)).not.toHaveProperty('extensions');
  });

  it('adds no query plan and no trace to an answer, whatever headers ask for it', async () => {
    const plan = { 'apollo-query-plan-experimental': '1', 'apollo-query-plan-experimental-format': 'internal' };
    const { query, variables } = operation('household-lookup');
    const { text } = await ask({ query, variables }, { ...plan, 'apollo-federation-include-trace': 'ftv1' });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['data']);
  });

  it('answers nobody at a subgraph’s own door', async () => {
    for (const name of ['DEPARTMENT_PORT', 'LGN_PORT', 'OPERATORS_PORT']) {
      const { status } = await keptPost(`http://127.0.0.1:${hub.ports[name] ?? 0}/graphql`, PLAIN);
      expect([name, status]).toEqual([name, 401]);
    }
  });

  it('masks a bug of an organisation: neither stack nor SQL', async () => {
    await withClient(databases.department.url, (client) => client.query('ALTER TABLE accompaniment RENAME TO gone'));
    const { query, variables } = operation('workshops-near-me');
    const answer = await ask({ query, variables });
    expect(codeOf(answer)).toBe('INTERNAL_SERVER_ERROR');
    expect(answer.text).not.toMatch(INSIDE);
    expect(answer.text).not.toMatch(/accompaniment_|gone/);
  });
});

it('a gateway that is given a local issuer in production does not start', async () => {
  const child = spawn(process.execPath, ['--import', 'ts-blank-space/register', 'gateway/server.ts'], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', DEVELOPMENT_ISSUER_KEYS: newDevelopmentKeys() },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toMatch(/DEVELOPMENT_ISSUER_KEYS .*interdit quand NODE_ENV=production/);
});
