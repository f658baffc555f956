import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../../support/identity.ts';
import { until } from '../../support/until.ts';
import { faultsOf, send, type Attack } from '../attacks/attack.ts';
import { DOCUMENTS, TRUSTED_TEXTS } from '../attacks/documents.attacks.ts';
import { comparable, rawClient, request } from '../door/wire.ts';
import { openGateway, type World } from '../world.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest = (texts: readonly string[]) =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [hash(text), text])));

let folder: string;
let file: string;
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-documents-'));
  file = path.join(folder, 'trusted.json');
  await writeFile(file, manifest(TRUSTED_TEXTS));
  world = await openGateway({ documents: { anonymous: 'trusted', sources: [folder], maxSentBytes: 1_000_000 } });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function answerTo(body: object, headers = ''): Promise<string> {
  const client = rawClient(world.url);
  client.write(request(JSON.stringify(body), { headers }));
  const answer = await client.answer();
  client.socket.destroy();
  return comparable(answer);
}

const persisted = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash(text) } } });
const AUTHORISED = `authorization: Bearer ${TOKEN}\r\n`;

describe('a caller without key, bound to trusted documents', () => {
  it.each(DOCUMENTS.map((attack): [string, Attack] => [attack.name, attack]))('%s', async (_name, attack) => {
    for (let time = 0; time < 2; time += 1) {
      const received = await send(world.url, attack);
      const [fault] = faultsOf(received);
      expect({ status: received.status, code: fault?.extensions.code ?? null }).toEqual({
        status: attack.status,
        code: attack.code,
      });
    }
  });

  it('is told how to have its document registered', async () => {
    const [fault] = faultsOf(await send(world.url, { body: JSON.stringify({ query: '{ communes { copper } }' }) }));
    expect(fault?.message).toMatch(/« sha256:[0-9a-f]{64} ».*documents add/);
  });

  it('gets what others sent no more by its hash than by its text', async () => {
    const query = '{ communes { fibreRate } }';
    expect(await answerTo({ query, ...persisted(query) }, AUTHORISED)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await answerTo(persisted(query), AUTHORISED)).toContain('"fibreRate":0.97');
    for (const body of [persisted(query), { documentId: hash(query) }, { query }])
      expect(await answerTo(body)).toContain('"code":"DOCUMENT_NOT_TRUSTED"');
  });

  it('may ask a document as soon as it is in the files, and no more once it is not', async () => {
    const query = 'query New { communes { population } }';
    const status = async () => Number((await answerTo({ documentId: hash(query) })).slice(9, 12));
    const becomes = async (expected: number) => {
      await until(`the status ${expected}`, async () => (await status()) === expected);
    };
    const refused = () => world.logLines.some((line) => line.includes('documents-refused'));
    expect(await status()).toBe(404);
    await writeFile(file, manifest([...TRUSTED_TEXTS, query]));
    await becomes(200);
    await writeFile(file, 'not a manifest');
    await until('the refusal of the file', refused);
    expect(await status()).toBe(200);
    await writeFile(file, manifest(TRUSTED_TEXTS));
    await becomes(404);
  });
});

describe('the door and the server behind it', () => {
  const [names] = TRUSTED_TEXTS;
  it.each<[string, object]>([
    ['an identifier', { documentId: `sha256:${hash(names)}` }],
    ['an identifier and an operation', { documentId: hash(names), operationName: 'Names', variables: {} }],
    ['a hash of Apollo’s protocol', persisted(names)],
    ['a hash and no variables', { ...persisted(names), variables: null }],
    ['an identifier that is not known', { documentId: '0'.repeat(64) }],
    ['a hash that is not known', persisted('{ nothing }')],
    ['a document that is not trusted', { query: '{ communes { copper name } }' }],
  ])('give the same bytes to %s', async (_what, body) => {
    const behind = await answerTo(body, 'te: trailers\r\n');
    expect([await answerTo(body), await answerTo(body)]).toEqual([behind, behind]);
  });
});

describe('a document sent with its hash', () => {
  const asked = (query: string) => answerTo(persisted(query), AUTHORISED);
  const sent = (query: string) => answerTo({ query, ...persisted(query) }, AUTHORISED);

  it('is asked by its hash from then on, also by GET', async () => {
    const query = '{ communes { name population } }';
    expect(await asked(query)).toContain('"message":"PersistedQueryNotFound"');
    expect(await sent(query)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await asked(query)).toContain('"population":32602');
    const extensions = encodeURIComponent(JSON.stringify(persisted(query).extensions));
    const { text } = await send(world.url, {
      method: 'GET',
      path: `/graphql?extensions=${extensions}`,
      headers: { 'apollo-require-preflight': 'true', authorization: `Bearer ${TOKEN}` },
    });
    expect(text).toContain('"population":32602');
  });

  it.each([
    ['not of the schema', '{ nope }'],
    ['too large', `{ communes { ${'neighbours { '.repeat(30)}name${' }'.repeat(30)} } }`],
    ['too costly', `{ communes { ${'neighbours { '.repeat(8)}name${' }'.repeat(8)} } }`],
  ])('is not kept when it is %s', async (_what, query) => {
    expect(await sent(query)).toContain('"errors"');
    expect(await asked(query)).toContain('PersistedQueryNotFound');
  });
});
