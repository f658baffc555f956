import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { importFile, openWorld, type World } from '../support/world.ts';

const FIXTURES = 'tests/fixtures/department';

let world: World<'department'>;

beforeEach(async () => {
  world = await openWorld('department');
  await settleTerritory(world);
});
afterEach(() => world.close());

const importOf = (name: string, source = 'Déclic47') =>
  importFile(world, datasets, 'accompaniments', `${FIXTURES}/${name}`, { source });

const countOf = async (table: string) =>
  (await world.sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count;

describe('importing a programme', () => {
  it('publishes every accompaniment and session, and nothing more the second time', async () => {
    const first = await importOf('accompaniment-programme.csv');
    expect(first).toMatchObject({ read: 7, rejected: 0 });
    expect([await countOf('accompaniment'), await countOf('accompaniment_session')]).toEqual([7, 6]);
    const second = await importOf('accompaniment-programme.csv');
    expect(second).toMatchObject({ inserted: 0, updated: 0, deleted: 0, unchanged: 7 });
    expect(await countOf('accompaniment_session')).toBe(6);
  });

  it('replaces what the same source had published, and leaves other sources alone', async () => {
    await importOf('accompaniment-programme.csv', 'Déclic47');
    await importOf('accompaniment-twice-the-same-id.csv', 'Médiathèque d’Agen');
    expect(await countOf('accompaniment')).toBe(8);
    await importOf('accompaniment-impossible-dates.csv', 'Déclic47');
    const { rows } = await world.sql.query<{ id: string }>('SELECT id FROM accompaniment ORDER BY id');
    expect(rows.map(({ id }) => id)).toEqual(['bon', 'un']);
  });

  it('keeps the good rows of a file and names each bad one, with its line and a good value', async () => {
    const report = await importOf('accompaniment-impossible-dates.csv');
    expect(report.rejections.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, 'seances', '"31/13/2026" n’est pas une date (attendu : 2026-11-26).'],
      [4, 'jour', '"lundredi" n’est pas un jour de la semaine (attendu : mardi).'],
      [5, 'type', '"conférence" n’est pas une valeur connue (attendu : atelier, permanence, distance, individuel).'],
    ]);
    expect(await countOf('accompaniment')).toBe(1);
  });

  it('keeps nothing of a second row with the same identifier, not even its sessions', async () => {
    const report = await importOf('accompaniment-twice-the-same-id.csv');
    expect(report.rejected).toBe(1);
    const { rows } = await world.sql.query('SELECT starts_at FROM accompaniment_session');
    expect(rows).toEqual([{ starts_at: new Date('2026-11-26T13:00:00Z') }]);
  });
});

describe('importing activities of La Coop', () => {
  const figures = async () =>
    (
      await world.sql.query<{ id: string; activities: number; people: number }>(
        'SELECT id, activities, people FROM activity_figure WHERE theme IS NULL ORDER BY id',
      )
    ).rows.map(({ id, activities, people }) => [id, activities, people]);

  it('keeps no day, duration, advisor nor beneficiary', async () => {
    await importOf('activity-coop-page.json', 'La Coop');
    const { rows } = await world.sql.query<Record<string, unknown>>('SELECT * FROM coop_activity LIMIT 1');
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([
      'commune_code',
      'created_import_id',
      'id',
      'import_id',
      'kind',
      'month',
      'participants',
      'source',
      'structure_id',
      'themes',
      'withdrawn',
    ]);
  });

  it('counts by commune, month and kind, in the commune of the place when the activity names one', async () => {
    const report = await importOf('activity-coop-page.json', 'La Coop');
    expect(await figures()).toEqual([
      ['47001:2026-10:collectif:tous', 2, 19],
      ['47001:2026-10:demarche_administrative:tous', 1, 9],
      ['47001:2026-10:individuel:tous', 2, 3],
      ['47091:2026-10:individuel:tous', 1, 4],
      ['47323:2026-09:individuel:tous', 1, 6],
      ['inconnue:2026-10:individuel:tous', 1, 5],
    ]);
    expect(report.remarks).toEqual([
      '1 activité(s) de La Coop sans commune connue : elles ne comptent dans aucune commune ni aucun EPCI.',
    ]);
  });

  it('counts an activity of two themes in each of them', async () => {
    await importOf('activity-coop-page.json', 'La Coop');
    const { rows } = await world.sql.query(
      `SELECT theme, activities, people FROM activity_figure
       WHERE commune_code = '47001' AND kind = 'collectif' AND theme IS NOT NULL ORDER BY theme`,
    );
    expect(rows).toEqual([
      { theme: 'email', activities: 2, people: 19 },
      { theme: 'navigation_sur_internet', activities: 1, people: 12 },
    ]);
  });

  it('takes a later page as an increment, and what it withdraws out of the figures', async () => {
    await importOf('activity-coop-page.json', 'La Coop');
    const report = await importOf('activity-withdrawn.json', 'La Coop');
    expect(report.rejections).toMatchObject([{ column: 'date', value: '2026-13-09' }]);
    expect(await figures()).toContainEqual(['47001:2026-10:collectif:tous', 1, 12]);
    expect(await figures()).toHaveLength(6);
  });

  it('leaves the programme alone', async () => {
    await importOf('accompaniment-programme.csv');
    await importOf('activity-coop-page.json', 'La Coop');
    expect(await countOf('accompaniment')).toBe(7);
  });
});
