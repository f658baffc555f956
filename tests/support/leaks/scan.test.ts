import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../identity.ts';
import { faultOf } from './keep-and-scan.ts';
import { KEPT_FOLDER, keepErrors, keptLogger } from './kept.ts';
import { scanKept } from './scan.ts';
import { keepOutput } from './kept-output.ts';
import { noteAddress, noteBody, noteKeys, noteQuestion, secret } from './secrets.ts';

const ADDRESS = '12 rue du Canari, 47000 Agen';

/** A run of its own: what is planted here is not this run's. */
let folder: string;
const runs = process.env[KEPT_FOLDER];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-kept-'));
  process.env[KEPT_FOLDER] = folder;
});
afterEach(async () => {
  process.env[KEPT_FOLDER] = runs;
  await rm(folder, { recursive: true });
});

async function kindsFound(): Promise<readonly string[]> {
  return (await scanKept(folder)).leaks.map(({ kind }) => kind);
}

describe('what a run has logged', () => {
  const log = keptLogger('essai');

  it.each<[string, () => void]>([
    ['a variable', () => log.info({ event: 'search', address: ADDRESS })],
    ['a variable inside a sentence', () => log.warn(`no address for « ${ADDRESS} »`)],
    ['a variable in an error', () => keepErrors(JSON.stringify({ errors: [{ message: `« ${ADDRESS} » ?` }] }))],
    ['a variable with characters that JSON escapes', () => log.info({ said: '« le "7" bis »' })],
    ['a number that says whose', () => log.info({ organisation: 22470001100012 })],
  ])('is found to hold %s', async (_what, leak) => {
    noteQuestion({ query: '{ a }', variables: { deep: [{ search: ADDRESS }, '« le "7" bis »', '22470001100012'] } });
    leak();
    expect(await kindsFound()).toEqual(['variable']);
  });

  it('is not what an answer gives: its data are the caller’s to have, its errors are not', async () => {
    noteQuestion({ variables: { address: ADDRESS } });
    keepErrors(JSON.stringify({ data: { label: ADDRESS }, errors: [{ message: 'panne' }] }));
    keepErrors(JSON.stringify({ data: { label: ADDRESS } }));
    expect(await scanKept(folder)).toMatchObject({ lines: 1, leaks: [] });
    keepErrors(JSON.stringify([{ errors: [{ message: ADDRESS }] }]));
    expect(await kindsFound()).toEqual(['variable']);
  });

  it('is found to hold what was written in a query', async () => {
    noteBody(JSON.stringify({ query: `{ searchAddresses(query: "${ADDRESS}") { label } }` }));
    log.info({ said: ADDRESS });
    expect(await kindsFound()).toEqual(['variable']);
  });

  it.each<[string, string, string]>([
    ['token', 'a token that a test made', `refused ${TOKEN}`],
    ['token', 'a token that nobody noted', 'authorization: Bearer abcdefghijklmnop'],
    ['key', 'a partner’s key', 'd47_live_4hTabcdefghijklmnopqrstuvwxyz'],
    ['key', 'a database’s password', 'connect ECONNREFUSED postgresql://lgn:secret@10.0.0.7/db'],
    ['key', 'a private key', JSON.stringify({ kty: 'EC', d: 'a'.repeat(43) })],
    ['key', 'what a test says is one', 'it was le-mot-de-passe-convenu'],
    ['stack', 'a stack', 'Error: x\n    at run (gateway/app.ts:12:3)'],
  ])('is found to hold a %s: %s', async (kind, _what, text) => {
    secret('key', 'le-mot-de-passe-convenu');
    log.error({ event: 'unexpected', text });
    expect(await kindsFound()).toContain(kind);
  });

  it('is found to hold a key of any form, once it was presented or made', async () => {
    noteQuestion({ headers: { 'X-API-Key': 'cle-sans-forme-0123' } });
    noteKeys('Clé : d47_live_4hTabcdefghijklmnopqrstuvwxyz (montrée une fois)');
    log.warn({ event: 'refused', header: 'cle-sans-forme-0123' });
    log.warn({ event: 'refused', end: 'd47_live_4hTabcdefghijklmnopqrstuvwxyz' });
    expect(await kindsFound()).toEqual(['key', 'key']);
  });

  it('is found to hold a cookie, and what a GET asked in its address', async () => {
    noteQuestion({ headers: { cookie: 'session=AbCdEfGhIjKlMnOp; autre=x' } });
    noteAddress(`/graphql?query={a}&variables=${encodeURIComponent(JSON.stringify({ a: ADDRESS }))}`);
    log.info({ said: 'AbCdEfGhIjKlMnOp' });
    log.info({ said: ADDRESS });
    expect(await kindsFound()).toEqual(['token', 'variable']);
  });

  it('is found in whatever a process writes, to its last unfinished line', async () => {
    secret('variable', ADDRESS);
    const script = `console.log('started'); console.log(process.argv[1]); process.stderr.write(process.argv[1])`;
    const child = spawn(process.execPath, ['-e', script, ADDRESS]);
    for (const output of [child.stdout, child.stderr]) keepOutput(output);
    await once(child, 'close');
    expect(await scanKept(folder)).toMatchObject({ lines: 3, leaks: [{ kind: 'variable', text: ADDRESS }] });
  });

  it('is found when it is asked and told by a fetch that notes nothing itself', async () => {
    const server = createServer((_request, response) => {
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ errors: [{ message: `« ${ADDRESS} » ?` }] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const body = JSON.stringify({ query: '{ a }', variables: { search: ADDRESS } });
    await (await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', body })).json();
    server.close();
    expect(await kindsFound()).toEqual(['variable']);
  });

  it('is told by file and line, and fails the run', async () => {
    secret('variable', ADDRESS);
    log.info({ event: 'request' });
    log.info({ event: 'request', url: ADDRESS });
    const scan = await scanKept(folder);
    expect(scan).toMatchObject({
      lines: 2,
      secrets: 1,
      variables: 1,
      leaks: [{ file: `logs-${process.pid}`, line: 2 }],
    });
    expect(faultOf(scan, folder)).toContain(`${folder}/logs-${process.pid}:2 variable: `);
  });

  it('is clean when it shows a good form that a client has also sent, and nothing else of it', async () => {
    noteQuestion({ variables: { day: '2026-11-23' } });
    keepErrors(JSON.stringify({ errors: [{ message: 'Une valeur n’est pas une date (attendu : "2026-11-23").' }] }));
    log.error('LGN_DATABASE_URL : absente. Exemple : LGN_DATABASE_URL=postgresql://lgn:motdepasse@127.0.0.1:5432/lgn');
    expect(await kindsFound()).toEqual([]);
    keepErrors(JSON.stringify({ errors: [{ message: '2026-11-23 n’est pas une date (attendu : "2026-11-24").' }] }));
    expect(await kindsFound()).toEqual(['variable']);
  });

  it('is clean when it holds a part of it only, or an event’s own numbers', async () => {
    noteQuestion({ variables: { code: '200023', siren: '200096956' } });
    log.info({ event: 'request', id: 'a200023b', status: 2000967 });
    const scan = await scanKept(folder);
    expect(scan).toMatchObject({ lines: 1, secrets: 2, variables: 2, leaks: [] });
    expect(faultOf(scan, folder)).toBeNull();
  });
});

it('a run in which questions were asked and nothing logged was not scanned: it fails', async () => {
  noteQuestion({ variables: { address: ADDRESS } });
  expect(faultOf(await scanKept(folder), folder)).toMatch(/nothing was scanned/);
  await appendFile(path.join(folder, 'logs-1'), '{"event":"request"}\n');
  expect(faultOf(await scanKept(folder), folder)).toBeNull();
});
