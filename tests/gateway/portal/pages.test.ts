import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openGateway, type World } from '../world.ts';

const QUERY = `# Demandé par : un conseiller au téléphone.
query AgenByName($code: ID!) {
  commune(inseeCode: $code) {
    name
  }
}
`;

let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-portal-'));
  await writeFile(path.join(folder, 'agen.graphql'), QUERY);
  await writeFile(path.join(folder, 'agen.variables.json'), '{ "code": "47001" }');
  await writeFile(path.join(folder, 'premiers-pas.md'), '# Premiers pas');
  world = await openGateway({ operationsFolder: folder, guidesFolder: folder });
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

describe.each(['/', '/explorer'])('the page %s', (page) => {
  it('comes whole from our own origin, under a policy that forbids any other', async () => {
    const response = await fetch(world.url + page);
    const html = await response.text();
    const references = [...html.matchAll(/(?:src|href)="([^#"][^"]*)"/g)].map(([, reference]) => reference ?? '');
    expect(references.length).toBeGreaterThan(2);
    expect(html).not.toMatch(/https?:\/\//);
    for (const reference of references) {
      expect(reference).toMatch(/^\//);
      expect((await fetch(world.url + reference)).status).toBe(200);
    }
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });
});

describe('the explorer', () => {
  it('offers each named operation with who asks it and example variables', async () => {
    const response = await fetch(`${world.url}/explorer/operations.json`);
    expect(await response.json()).toEqual([
      {
        name: 'AgenByName',
        about: 'Demandé par : un conseiller au téléphone.',
        query: QUERY,
        variables: '{ "code": "47001" }',
      },
    ]);
  });

  it('gives no file out of its own folder', async () => {
    for (const path of [
      '/portal/..%2fportal.ts',
      '/portal/lib/package.json',
      '/guides/..%2fenv.md',
      '/guides/agen.graphql',
    ]) {
      expect((await fetch(world.url + path)).status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('the landing page', () => {
  it('links the guides that are installed, by their titles', async () => {
    const html = await (await fetch(world.url)).text();
    expect(html).toContain('<a href="/guides/premiers-pas.md">Premiers pas</a>');
    expect(await (await fetch(`${world.url}/guides/premiers-pas.md`)).text()).toBe('# Premiers pas');
  });
});
