import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hub, type Ended } from '../../support/hub-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-documents-'));
});
afterEach(() => rm(folder, { recursive: true }));

const GOOD = 'query Communes { communes { edges { node { name } } } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (...texts: readonly string[]) =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [hash(text), text])));

async function file(name: string, content: string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
}

function documents(...words: readonly string[]): Promise<Ended> {
  return hub(['documents', ...words]);
}

describe('hub documents check', () => {
  it('tells the cost and the hash of a document that the hub would accept, and keeps nothing', async () => {
    const { code, out, err } = await documents('check', await file('communes.graphql', GOOD));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^accepté {2}« Communes » {2}coût [\d\u202f]+ \(maximum 30\u202f000\) {2}sha256:[0-9a-f]{64}\n$/,
    );
    expect(out).toContain(hash(GOOD));
  });

  it('refuses what the schema or the limits do not allow, says why, and ends with 1', async () => {
    const deep = `${'epci { communes { '.repeat(12)}name${' } }'.repeat(12)}`;
    const manifest = byHash(
      'query A { comunes { name } }',
      'query B { copperClosures(filter: { closingBefore: "12 rue du Canari" }) { totalCount } }',
      `query C { communes { edges { node { ${deep} } } } }`,
    );
    const { code, out } = await documents('check', await file('a.json', manifest));
    expect(code).toBe(1);
    expect(out).toMatch(/^REFUSÉ {3}« A » .*\n.* le type « Query » n’a pas de champ « comunes »\. Vouliez-vous/m);
    expect(out).toMatch(/^REFUSÉ {3}« B » .*\n.* attendu une date \(« Date »\)/m);
    expect(out).toMatch(/^REFUSÉ {3}« C » .*\n.* emboîte ses champs sur \d+ niveaux ; le maximum est 20/m);
    expect(out).not.toContain('Canari');
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a text that is no GraphQL',
      'a.graphql',
      'query A {',
      /document mal formé\. La requête n’est pas du GraphQL bien formé : .+ \(ligne 1, colonne 10\)/,
    ],
    ['a file that is no manifest', 'a.json', '[1]', /n’est pas un manifeste de documents/],
    [
      'a hash that is another text’s',
      'a.json',
      JSON.stringify({ [hash('x')]: GOOD }),
      /qui n’est pas le SHA-256 de son texte/,
    ],
    ['a document without an operation', 'a.graphql', 'fragment F on Commune { name }', /un document sans opération/],
  ])('does not read %s', async (_what, name, content, reason) => {
    const { code, out, err } = await documents('check', await file(name, content));
    expect(code).toBe(1);
    expect(out + err).toMatch(reason);
    expect(out + err).not.toMatch(/ at .+:\d+:\d+|Syntax Error/);
  });

  it('says which file is not there', async () => {
    const { code, err } = await documents('check', path.join(folder, 'nulle-part.graphql'));
    expect(code).toBe(1);
    expect(err).toMatch(/Le fichier « .+nulle-part\.graphql » est illisible/);
  });
});

describe('hub documents add', () => {
  it('keeps documents once, and list shows them beside those of the hub', async () => {
    const manifest = await file('persisted-documents.json', byHash(GOOD));
    const added = await documents('add', manifest, '--data', folder);
    expect({ code: added.code, err: added.err }).toEqual({ code: 0, err: '' });
    expect(added.out).toMatch(/1 document\(s\) ajouté\(s\) à « .+trusted-documents\.json »/);
    expect((await documents('add', manifest, '--data', folder)).out).toContain('0 document(s) ajouté(s)');
    const { out } = await documents('list', '--data', folder);
    expect(out).toContain(`sha256:${hash(GOOD)}  « Communes »`);
    expect(out).toContain('schema/operations/household-lookup.graphql');
  });

  it('keeps nothing of files of which one document is refused', async () => {
    const manifest = await file('persisted-documents.json', byHash(GOOD, 'query A { comunes { name } }'));
    const { code, out } = await documents('add', manifest, '--data', folder);
    expect(code).toBe(1);
    expect(out).toContain('Rien n’est enregistré.');
    await expect(readFile(path.join(folder, 'trusted-documents.json'))).rejects.toThrow('ENOENT');
  });
});
