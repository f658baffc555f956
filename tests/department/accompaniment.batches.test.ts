import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parisDate } from '../../platform/calendar.ts';
import { publicHolidaysBetween } from '../../subgraphs/department/accompaniment/holidays.rules.ts';
import { nextOccurrences } from '../../subgraphs/department/accompaniment/occurrence.rules.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

const PROGRAMME = 'tests/fixtures/department/accompaniment-programme.csv';

let world: World<'department'>;

beforeAll(async () => {
  world = await openWorld('department');
  await settleTerritory(world);
  await importFile(world, datasets, 'accompaniments', PROGRAMME, { source: 'Déclic47' });
});
afterAll(() => world.close());

describe('the database and the rules', () => {
  it('find the same next occurrence of a permanence, day after day of a year, over both changes of time', async () => {
    const rule = {
      weekday: 7,
      opensAt: '01:30',
      closesAt: '03:30',
      validFrom: '2026-03-01',
      validUntil: '2026-12-20',
      openOnHolidays: false,
      excludedDates: ['2026-06-14'],
    };
    const instants = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, (day * 7) % 24)));
    const holidays = publicHolidaysBetween('2026-01-01', '2027-12-31');
    const { rows } = await world.sql.query<{ next: Date | null }>(
      `SELECT accompaniment_next_weekly(7, '01:30', '03:30', '2026-03-01', '2026-12-20', $1::date[], at, 'infinity') AS next
       FROM unnest($2::timestamptz[]) WITH ORDINALITY AS given (at, rank) ORDER BY rank`,
      [[...holidays, '2026-06-14'], instants],
    );
    expect(rows.map(({ next }) => next)).toEqual(
      instants.map((now) => nextOccurrences(rule, now, 1)[0]?.startsAt ?? null),
    );
    expect(parisDate(rows[0]?.next ?? new Date(0))).toBe('2026-03-01');
  });

  it('give the accompaniments of many places, with their sessions and communes, in one statement a kind', async () => {
    await world.sql
      .query(`INSERT INTO place (id, name, commune_name, postcode, commune_code, address, search, modified_at)
      SELECT 'p' || n, 'Lieu ' || n, 'Agen', '47000', '47001', 'rue', '', now() FROM generate_series(1, 30) n`);
    const places = ['lieu-agen', ...Array.from({ length: 30 }, (_, n) => `p${n + 1}`)];
    const representations = places.map((id) => ({ __typename: 'Place', id }));
    const selection =
      '... on Place { id accompaniments(first: 5) { id commune { name } ... on Workshop { sessions { startsAt } } } }';
    let answer: Awaited<ReturnType<typeof entities>> | undefined;
    const statements = await countStatements(world, async () => {
      answer = await entities(world, representations, selection);
    });
    expect(answer?.errors).toBeUndefined();
    const found = (answer?.data as { _entities: { id: string; accompaniments: { id: string }[] }[] })._entities;
    expect(found[0]?.accompaniments.map(({ id }) => id)).toEqual(['permanence-agen', 'atelier-courriels']);
    expect(found.slice(1).every(({ accompaniments }) => accompaniments.length === 0)).toBe(true);
    expect(statements.filter((text) => /FROM accompaniment a/.test(text))).toHaveLength(1);
    // The places, their accompaniments, the communes, the sessions.
    expect(statements).toHaveLength(4);
  });

  it('give what takes place in a commune', async () => {
    const query = '... on Commune { accompaniments { id } }';
    const { data } = await entities(world, [{ __typename: 'Commune', inseeCode: '47323' }], query);
    expect(data).toEqual({
      _entities: [{ accompaniments: [{ id: 'atelier-impots' }, { id: 'permanence-villeneuve' }] }],
    });
  });
});
