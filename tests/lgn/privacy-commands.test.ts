import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { ADVISOR, ask, importFile, openWorld, type World } from '../support/world.ts';
import { OPEN, opening, PREMISES } from './diagnostic.operations.ts';

let lgn: World<'lgn'>;
let department: World<'department'>;
let folder: string;
beforeAll(async () => {
  [lgn, department] = await Promise.all([openWorld('lgn'), openWorld('department')]);
  folder = await mkdtemp(join(tmpdir(), 'hub-privacy-'));
  await importFile(lgn, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
  await ask(lgn, OPEN, opening(), { actor: ADVISOR });
});
afterAll(async () => {
  await Promise.all([lgn.close(), department.close(), rm(folder, { recursive: true })]);
});

/** Nothing listens there. */
const DOWN = 'postgres://operators:operators@127.0.0.1:1/operators';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `hub …`, on the test's databases of the department and of LGN, while the operators' one is down. */
function hub(...words: string[]): Promise<Ended> {
  const args = ['--import', 'ts-blank-space/register', 'cli/hub.ts', ...words];
  const urls = {
    DEPARTMENT_DATABASE_URL: department.url,
    LGN_DATABASE_URL: lgn.url,
    OPERATORS_DATABASE_URL: DOWN,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env: { ...process.env, ...urls } }, (_error, out, err) => {
      resolve({ code: child.exitCode, out, err });
    });
  });
}

it('an organisation that is down costs its own part alone: the others are exported, and the file names it', async () => {
  const output = join(folder, 'foyer.json');
  const { code, out, err } = await hub('privacy', 'export', PREMISES, '--output', output);
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain('Lot-et-Garonne Numérique : diagnostics 1, suites 0, historique 1,');
  expect(out).toMatch(/Opérateurs : rien n’a été exporté \(.*\)\. Relancez la commande\./);
  const { organisations } = JSON.parse(await readFile(output, 'utf8')) as { organisations: Record<string, object> };
  expect(organisations['Lot-et-Garonne Numérique']).toHaveProperty('diagnostics.0.premises_id', PREMISES);
  expect(organisations['Opérateurs']).toHaveProperty('non exporté', 'cette organisation n’a pas répondu');
  expect((await stat(output)).mode & 0o777).toBe(0o600);
}, 120_000);

it('so it is with an erasure, and the journal is verified all the same', async () => {
  const erased = await hub('privacy', 'erase', PREMISES);
  expect(erased.code).toBe(1);
  expect(erased.out).toContain('Lot-et-Garonne Numérique : diagnostics 1,');
  expect(erased.out).toMatch(/Opérateurs : rien n’a été fait \(.*\)\. Relancez la commande\./);
  expect(await hub('audit', 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('Journal intact') });
}, 120_000);

it('what is no identifier is refused, and neither echoed nor kept in the journal', async () => {
  const before = await lgn.sql.query('SELECT count(*) FROM audit_entry');
  const { code, out, err } = await hub('privacy', 'export', '12 rue des Tilleuls Pujols');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('ce n’est pas l’identifiant d’un local (attendu : 47001_0200_00012');
  expect(err).not.toContain('Tilleuls');
  expect((await lgn.sql.query('SELECT count(*) FROM audit_entry')).rows).toEqual(before.rows);
}, 120_000);
