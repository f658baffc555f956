import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accessPage } from '../../cli/access-page.ts';
import { errorsPage } from '../../cli/errors-page.ts';
import { SUBGRAPHS } from '../support/databases.ts';
import { openHub, type Hub } from '../support/hub.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);

function markdownUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', '.git', '.data'].includes(entry.name) ? [] : markdownUnder(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}
const pages = markdownUnder('.');

describe.each(pages)('%s', (page) => {
  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run ([a-z][a-z:]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });
});

describe('the README', () => {
  it('is read in one go: 150 lines at most', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });
});

describe('the page of error codes', () => {
  it('is the one that the catalogues give', () => {
    expect(read('docs/errors.md')).toBe(errorsPage());
  });
});

describe('the page of who can do what', () => {
  it('is the one that the roles and the supergraph give', () => {
    expect(read('docs/access.md')).toBe(accessPage(read('schema/supergraph.graphql')));
  });
});

describe('the page on running the hub', () => {
  const sections = read('docs/operations.md').split(/^### /m).slice(1);
  const files = { gateway: 'gateway/env.ts', ...envFiles() };

  it.each(Object.entries(files))('lists the variables of %s that the code reads', (name, file) => {
    const section = sections.find((text) => text.startsWith(`${name}\n`)) ?? '';
    const [table = ''] = section.split('\n## ');
    const documented = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, variable]) => variable);
    const declared = [...read(file).matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, variable]) => variable);
    expect(declared.length).toBeGreaterThan(3);
    expect(documented.sort()).toEqual(declared.sort());
  });

  function envFiles() {
    return Object.fromEntries(SUBGRAPHS.map((name) => [name, `subgraphs/${name}/env.ts`]));
  }
});

describe('the queries of the READMEs', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await openHub();
  });
  afterAll(() => hub.close());

  it.each(pages.filter((page) => page.endsWith('README.md')))('%s asks what the schema can answer', async (page) => {
    for (const query of blocks(read(page), 'graphql')) {
      const { data, errors } = await hub.ask(query);
      expect(errors).toBeUndefined();
      expect(Object.values(data as object).every((answer) => answer !== null)).toBe(true);
    }
  });

  it('have the answer that the first page shows', async () => {
    const [query = ''] = blocks(read('README.md'), 'graphql');
    const [shown = ''] = blocks(read('README.md'), 'json');
    const { data } = await hub.ask(query);
    const answered = JSON.stringify(data);
    const values = [...shown.matchAll(/"[^"]+": (?:"[^"]*"|\d+)/g)].map(([pair]) => pair.replace(/": /, '":'));
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter((pair) => !answered.includes(pair))).toEqual([]);
  });
});
