import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasetsOf } from '../../cli/datasets.ts';
import { writeDemonstration, type DemonstrationFile } from '../../cli/demonstration/demonstration.ts';
import { DEMONSTRATION_HOUSEHOLD } from '../../cli/demonstration/household.ts';
import { addDays } from '../../platform/calendar.ts';
import { withClient } from '../../platform/database/provision.ts';
import type { ImportReport } from '../../platform/importer/report.ts';
import { loadOrganisations } from '../../subgraphs/department/organisation/organisation.reference.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { importFile, openWorld, type World } from '../support/world.ts';

type Subgraph = DemonstrationFile['subgraph'];

const TODAY = '2026-11-23';
let folder = '';
let department: World<'department'>;
let lgn: World<'lgn'>;
let operators: World<'operators'>;
const reports: ImportReport[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demonstration-'));
  department = await openWorld('department');
  lgn = await openWorld('lgn');
  operators = await openWorld('operators');
  await withClient(department.url, async (client) => {
    await loadTerritory(client);
    await loadOrganisations(client);
  });
  const worlds: Readonly<Record<Subgraph, World<Subgraph>>> = { department, lgn, operators };
  for (const { subgraph, dataset, files, source, asOf } of await writeDemonstration({ folder, today: TODAY })) {
    reports.push(await importFile(worlds[subgraph], await datasetsOf(subgraph), dataset, files, { source, asOf }));
  }
}, 120_000);

afterAll(async () => {
  await Promise.all([department.close(), lgn.close(), operators.close(), rm(folder, { recursive: true })]);
});

async function rowsOf(world: World<Subgraph>, query: string, values: readonly unknown[] = []) {
  return (await world.sql.query<Record<string, unknown>>(query, [...values])).rows;
}

async function valueOf(world: World<Subgraph>, query: string, values: readonly unknown[] = []): Promise<unknown> {
  return Object.values((await rowsOf(world, query, values))[0] ?? {})[0];
}

describe('the demonstration set, read by the real importers', () => {
  it('is published whole: no row is rejected', () => {
    expect(
      reports.map(({ dataset, outcome, rejected, rejections }) => ({ dataset, outcome, rejected, rejections })),
    ).toEqual(reports.map(({ dataset }) => ({ dataset, outcome: 'published', rejected: 0, rejections: [] })));
  });

  it('gives places that say nothing unusable', async () => {
    expect(
      await rowsOf(department, `SELECT name, quality_notes FROM place WHERE cardinality(quality_notes) > 0`),
    ).toEqual([]);
  });

  it('merges the places that two files describe and leaves one doubtful pair to a person', async () => {
    const twice =
      'SELECT count(*)::int FROM (SELECT place_id FROM place_source GROUP BY place_id HAVING count(*) > 1) merged';
    expect(await valueOf(department, twice)).toBe(4);
    expect(await valueOf(department, 'SELECT count(*)::int FROM place_doubtful_pair')).toBe(1);
    expect(await valueOf(department, 'SELECT count(*)::int FROM place')).toBe(122);
  });

  it.each([
    'services',
    'audiences',
    'special_care',
    'fees',
    'programmes',
    'access_modes',
    'support_modes',
    'itinerancy',
  ])('uses every word that the standard has for %s', async (column) => {
    const words: Readonly<Record<string, number>> = {
      services: 9,
      audiences: 5,
      special_care: 7,
      fees: 3,
      programmes: 11,
      access_modes: 6,
      support_modes: 4,
      itinerancy: 2,
    };
    const count = `SELECT count(DISTINCT word)::int FROM place, unnest(${column}) AS word`;
    expect(await valueOf(department, count)).toBe(words[column]);
  });

  it('attaches every accompaniment that has a place to a published place', async () => {
    const lost = `SELECT id FROM accompaniment a WHERE place_id IS NOT NULL AND NOT EXISTS (SELECT FROM place p WHERE p.id = a.place_id)`;
    expect(await rowsOf(department, lost)).toEqual([]);
    const kinds = 'SELECT count(DISTINCT kind)::int FROM accompaniment';
    expect(await valueOf(department, kinds)).toBe(4);
  });

  it('leaves some communes without a computable fragility', async () => {
    expect(
      await valueOf(department, 'SELECT count(*)::int FROM commune_fragility WHERE total IS NULL'),
    ).toBeGreaterThan(5);
    expect(await valueOf(department, 'SELECT count(*)::int FROM commune_fragility')).toBeGreaterThan(290);
  });

  it('shows every status of fibre, and every building at the address that its producer says', async () => {
    const statuses = await rowsOf(lgn, 'SELECT DISTINCT status FROM building ORDER BY status');
    expect(statuses.map(({ status }) => status)).toEqual([
      'CONNECTABLE_NOW',
      'ON_DEMAND',
      'PLANNED',
      'REFUSED_OR_ABANDONED',
      'UNDER_WAY',
    ]);
    const lost =
      'SELECT id FROM building b WHERE ban_id IS NOT NULL AND NOT EXISTS (SELECT FROM address a WHERE a.id = b.ban_id)';
    expect(await rowsOf(lgn, lost)).toEqual([]);
  });

  it('sells no copper line where copper is closed', async () => {
    const sold = `SELECT count(*)::int FROM building b JOIN copper_closure c ON c.commune_code = b.commune_code
      WHERE c.technical_closure <= $1 AND 'CU' = ANY (b.technology_codes)`;
    expect(await valueOf(lgn, sold, [TODAY])).toBe(0);
  });

  it('keeps a year or more between the end of sales and the end of service', async () => {
    const dates = await rowsOf(
      lgn,
      `SELECT to_char(commercial_closure, 'YYYY-MM-DD') AS sales, to_char(technical_closure, 'YYYY-MM-DD') AS service
       FROM copper_closure WHERE technical_closure IS NOT NULL`,
    );
    expect(dates.length).toBeGreaterThan(10);
    expect(dates.filter(({ sales, service }) => addDays(String(sales), 364) > String(service))).toEqual([]);
  });

  it('remembers that some copper dates have moved', async () => {
    expect(await valueOf(lgn, `SELECT count(*)::int FROM import_change WHERE table_name = 'copper_closure'`)).toBe(7);
  });
});

describe('the demonstration household', () => {
  it('can be connected to the fibre, in a commune whose copper is no longer sold', async () => {
    const { banId, communeCode, streetName, number } = DEMONSTRATION_HOUSEHOLD;
    const address = 'SELECT street_name, number, commune_code FROM address WHERE id = $1';
    expect(await rowsOf(lgn, address, [banId])).toEqual([
      { street_name: streetName, number, commune_code: communeCode },
    ]);
    expect(await valueOf(lgn, 'SELECT status FROM building WHERE premises_id = $1', [banId])).toBe('CONNECTABLE_NOW');
    const unsold =
      'SELECT commercial_closure <= $2 AND technical_closure > $2 FROM copper_closure WHERE commune_code = $1';
    expect(await valueOf(lgn, unsold, [communeCode, TODAY])).toBe(true);
  });

  it('has offers on its technologies for somebody who receives the RSA', async () => {
    const technologies = await valueOf(lgn, 'SELECT technology_codes FROM building WHERE premises_id = $1', [
      DEMONSTRATION_HOUSEHOLD.banId,
    ]);
    expect(technologies).toEqual(['4GF', 'CU', 'FO', 'SAT']);
    const offers = `SELECT count(*)::int FROM social_offer
      WHERE kind = 'INTERNET' AND 'RSA' = ANY (benefits) AND 'FIBRE' = ANY (technologies_needed) AND NOT referral_needed`;
    expect(await valueOf(operators, offers)).toBeGreaterThanOrEqual(2);
  });

  it('has at least three places within five kilometres', async () => {
    const [home] = await rowsOf(lgn, 'SELECT latitude, longitude FROM address WHERE id = $1', [
      DEMONSTRATION_HOUSEHOLD.banId,
    ]);
    const near = `SELECT count(*)::int FROM place WHERE latitude IS NOT NULL
      AND earth_distance(ll_to_earth(latitude, longitude), ll_to_earth($1, $2)) < 5000`;
    expect(await valueOf(department, near, [home?.['latitude'], home?.['longitude']])).toBeGreaterThanOrEqual(3);
  });
});
