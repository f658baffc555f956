import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDocuments, listDocuments } from '../../../cli/commands/documents.ts';

let folder: string;
let document: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-documents-commands-'));
  document = path.join(folder, 'mine.graphql');
  await writeFile(document, 'query Mine($code: ID!) { commune(inseeCode: $code) { name } }');
});
afterEach(async () => {
  delete process.env['TRUSTED_DOCUMENTS'];
  await rm(folder, { recursive: true });
});

describe('hub documents', () => {
  it.each([
    ['the data folder, when nothing else is said', undefined, 'data/trusted-documents.json'],
    ['the file that the gateway reads', 'own.json', 'own.json'],
    ['a file of the folder that the gateway reads', 'own', 'own/trusted-documents.json'],
    ['the first of several', 'first.json, second', 'first.json'],
  ])('adds to %s, and lists what is there', async (_where, sources, expected) => {
    const named = sources?.split(', ').map((source) => path.join(folder, source));
    if (named !== undefined) process.env['TRUSTED_DOCUMENTS'] = named.join(', ');
    const data = path.join(folder, 'data');
    expect((await addDocuments(data, [document])).text).toContain(`« ${path.join(folder, expected)} »`);
    expect(await readdir(path.dirname(path.join(folder, expected)))).toContain(path.basename(expected));
    expect(await listDocuments(data)).toContain('« Mine »');
  });
});
