import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMONSTRATION_HOUSEHOLD } from '../../cli/demonstration/household.ts';
import { addDays } from '../../platform/calendar.ts';
import type { ImportReport } from '../../platform/importer/report.ts';
import { ask, type World } from '../support/world.ts';
import { importedDemonstration, type AnyWorld } from './imported-demonstration.ts';

/** The day of a test world. */
const TODAY = '2026-11-23';
let department: World<'department'>;
let lgn: World<'lgn'>;
let operators: World<'operators'>;
let reports: readonly ImportReport[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ department, lgn, operators, reports, close } = await importedDemonstration(TODAY));
});

afterAll(() => close());

async function rowsOf(world: AnyWorld, query: string, values: readonly unknown[] = []) {
  return (await world.sql.query<Record<string, unknown>>(query, [...values])).rows;
}

async function valueOf(world: AnyWorld, query: string, values: readonly unknown[] = []): Promise<unknown> {
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

  it('shows every phase of the copper closure', async () => {
    const { data, errors } = await ask(lgn, '{ copperClosures(first: 100) { edges { node { phase } } } }');
    expect(errors).toBeUndefined();
    const closures = data.copperClosures.edges as { node: { phase: string } }[];
    expect(new Set(closures.map(({ node }) => node.phase))).toEqual(
      new Set(['CLOSED', 'NO_NEW_LINE_SOLD', 'COMMERCIAL_CLOSURE_ANNOUNCED', 'OPEN', 'NOT_SCHEDULED_YET']),
    );
  });

  it('remembers that some copper dates have moved', async () => {
    expect(await valueOf(lgn, `SELECT count(*)::int FROM import_change WHERE table_name = 'copper_closure'`)).toBe(7);
  });
});

describe('the demonstration household', () => {
  const { banId, communeCode, search } = DEMONSTRATION_HOUSEHOLD;

  it('is the first address that the search gives for what is said on the phone', async () => {
    const query = 'query ($search: String!) { searchAddresses(query: $search) { match address { id } } }';
    const { data, errors } = await ask(lgn, query, { search });
    expect(errors).toBeUndefined();
    expect(data.searchAddresses[0]).toEqual({ match: 'EXACT', address: { id: banId } });
  });

  it('can have the fibre, in a commune where no new copper line is sold', async () => {
    const query = `query ($banId: ID!) {
      premisesByAddress(banId: $banId) {
        availableTechnologies fibre { status orderableOperators { code } } commune { inseeCode copperClosure { phase } }
      }
    }`;
    const { data, errors } = await ask(lgn, query, { banId });
    expect(errors).toBeUndefined();
    expect(data.premisesByAddress).toEqual({
      availableTechnologies: ['FIBRE', 'COPPER', 'FIXED_4G', 'SATELLITE'],
      fibre: {
        status: 'CONNECTABLE_NOW',
        orderableOperators: ['BOUY', 'FREE', 'FRTE', 'SFR0'].map((code) => ({ code })),
      },
      commune: { inseeCode: communeCode, copperClosure: { phase: 'NO_NEW_LINE_SOLD' } },
    });
  });

  it('may take up offers of two providers at least when it receives the RSA, and is told no or "to be checked" of others', async () => {
    const query =
      'query ($profile: HouseholdProfile) { eligibleOffers(profile: $profile) { eligibility offer { id kind } } }';
    const availableTechnologies = ['FIBRE', 'COPPER', 'FIXED_4G', 'SATELLITE'];
    const profile = { benefits: ['RSA'], communeCode, availableTechnologies };
    const { data, errors } = await ask(operators, query, { profile });
    expect(errors).toBeUndefined();
    const verdicts = data.eligibleOffers as { eligibility: string; offer: { id: string; kind: string } }[];
    const open = verdicts.filter(({ eligibility, offer }) => eligibility === 'YES' && offer.kind === 'INTERNET');
    expect(open.map(({ offer }) => offer.id)).toEqual(['demo-sfr-box-entraide', 'demo-orange-fibre-solidaire']);
    expect(new Set(verdicts.map(({ eligibility }) => eligibility))).toEqual(new Set(['YES', 'NO', 'TO_BE_CHECKED']));
  });

  it('has at least three places within five kilometres', async () => {
    const [home] = await rowsOf(lgn, 'SELECT latitude, longitude FROM address WHERE id = $1', [banId]);
    const near = `SELECT count(*)::int FROM place WHERE latitude IS NOT NULL
      AND earth_distance(ll_to_earth(latitude, longitude), ll_to_earth($1, $2)) < 5000`;
    expect(await valueOf(department, near, [home?.['latitude'], home?.['longitude']])).toBeGreaterThanOrEqual(3);
  });
});
