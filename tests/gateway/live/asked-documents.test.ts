import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../../support/identity.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { followBody, type Followed } from './followed.ts';
import { openToldWorld, type ToldWorld } from './told.ts';

const TRUSTED = 'subscription News { news }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash(text) } } });

let folder: string;
let world: ToldWorld;
const open: Followed[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-live-documents-'));
  await writeFile(path.join(folder, 'trusted.json'), JSON.stringify({ [hash(TRUSTED)]: TRUSTED }));
  world = await openToldWorld({
    documents: { anonymous: 'trusted', sources: [folder], maxSentBytes: 1_000_000 },
    protection: { ...ROOMY_PROTECTION, access: { noIntrospection: 'anonymous' } },
  });
});
afterEach(() => {
  for (const one of open.splice(0)) one.leave();
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function asked(body: object, headers: Record<string, string> = {}): Promise<Followed> {
  const one = await followBody(world.url, body, headers);
  open.push(one);
  return one;
}

describe('a subscription of a caller bound to trusted documents', () => {
  it.each<[string, object]>([
    ['by the identifier of its document', { documentId: `sha256:${hash(TRUSTED)}` }],
    ['by the digits of it alone', { documentId: hash(TRUSTED) }],
    ['by the hash of Apollo’s protocol', persisted(TRUSTED)],
    ['by its text', { query: TRUSTED }],
    ['by its text in other white space', { query: 'subscription News {\n  news\n}' }],
  ])('%s is followed', async (_how, body) => {
    for (let time = 0; time < 2; time += 1)
      expect((await (await asked(body)).nextAnswer()).data).toEqual({ news: 'first' });
  });

  it.each<[string, object]>([
    ['that is not trusted', { query: 'subscription { other: news }' }],
    ['that the schema does not have, without being told so', { query: 'subscription { newz }' }],
  ])('by a document %s is refused', async (_which, body) => {
    for (let time = 0; time < 2; time += 1) {
      const [error, end] = await (await asked(body)).rest();
      expect(JSON.parse(error?.data ?? '').errors[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
      expect(end?.event).toBe('complete');
    }
    expect(world.streams.size).toBe(0);
  });

  it('is refused by a document that someone else asked', async () => {
    const query = 'subscription Same { same: news }';
    const person = await asked({ query }, { authorization: `Bearer ${TOKEN}` });
    expect((await person.nextAnswer()).data).toEqual({ same: 'first' });
    const [error] = await (await asked({ query })).rest();
    expect(JSON.parse(error?.data ?? '').errors[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
  });

  it('by an identifier that is not known is refused as any request is', async () => {
    const one = await asked({ documentId: '0'.repeat(64) });
    expect([one.status, one.contentType]).toEqual([404, 'application/json; charset=utf-8']);
  });
});

it('an invalid subscription suggests names of the schema only to who may read it', async () => {
  const readable = await openToldWorld({
    protection: { ...ROOMY_PROTECTION, access: { noIntrospection: 'anonymous' } },
  });
  const messageTo = async (headers: Record<string, string>) => {
    const [error] = await (await followBody(readable.url, { query: 'subscription { newz }' }, headers)).rest();
    return String(JSON.parse(error?.data ?? '').errors[0].message);
  };
  expect(await messageTo({})).not.toMatch(/« news »/);
  expect(await messageTo({ authorization: `Bearer ${TOKEN}` })).toMatch(/« news »/);
  await readable.close();
});
