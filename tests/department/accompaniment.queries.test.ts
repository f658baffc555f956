import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parisDate } from '../../platform/calendar.ts';
import { nextOccurrences } from '../../subgraphs/department/accompaniment/occurrence.rules.ts';
import { publicHolidaysBetween } from '../../subgraphs/department/accompaniment/holidays.rules.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

const PROGRAMME = 'tests/fixtures/department/accompaniment-programme.csv';

let world: World<'department'>;

beforeAll(async () => {
  world = await openWorld('department');
  await settleTerritory(world);
  await importFile(world, datasets, 'accompaniments', PROGRAMME, { source: 'Déclic47' });
});
afterAll(() => world.close());

const LIST = `query ($filter: AccompanimentFilter, $first: Int, $after: String) {
  accompaniments(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id nextAt distanceMetres } }
  }
}`;

interface Listed {
  readonly data: {
    accompaniments: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      edges: { node: { id: string; nextAt: string | null; distanceMetres: number | null } }[];
    };
  };
}

async function list(filter: Record<string, unknown>, page: Record<string, unknown> = {}, now?: Date) {
  const answer = await ask(world, LIST, { filter, ...page }, now === undefined ? {} : { now });
  expect(answer.errors).toBeUndefined();
  return (answer as unknown as Listed).data.accompaniments;
}

const idsOf = async (filter: Record<string, unknown>, now?: Date) =>
  (await list(filter, {}, now)).edges.map(({ node }) => node.id);

const ALL = [
  'permanence-agen',
  'jeudi-fracture',
  'atelier-courriels',
  'atelier-impots',
  'permanence-villeneuve',
  'aide-domicile',
];

describe('the list of accompaniments', () => {
  it('holds what is to come, next first, help on demand last, and nothing that is over', async () => {
    const { totalCount, edges } = await list({});
    expect(edges.map(({ node }) => [node.id, node.nextAt])).toEqual([
      ['permanence-agen', '2026-11-24T13:00:00.000Z'],
      ['jeudi-fracture', '2026-11-26T10:00:00.000Z'],
      ['atelier-courriels', '2026-11-26T13:00:00.000Z'],
      ['atelier-impots', '2026-12-10T08:30:00.000Z'],
      ['permanence-villeneuve', '2026-12-18T08:00:00.000Z'],
      ['aide-domicile', null],
    ]);
    expect(totalCount).toBe(6);
  });

  it.each([
    ['by theme', { themes: ['ARGENT_IMPOTS', 'CULTURE_NUMERIQUE'] }, ['jeudi-fracture', 'atelier-impots']],
    ['by commune, the place’s when none is given', { communeCode: '47001' }, ['permanence-agen', 'atelier-courriels']],
    ['by EPCI', { epciSiren: '200023307' }, ['atelier-impots', 'permanence-villeneuve']],
    ['by organisation', { organisationId: 'cd47' }, ['atelier-courriels']],
    [
      'by audience, those for everyone included',
      { audiences: ['WOMEN'] },
      ALL.filter((id) => id !== 'atelier-courriels'),
    ],
    ['by mode, remote', { mode: 'REMOTE' }, ['jeudi-fracture', 'aide-domicile']],
    ['by mode, at home', { mode: 'HOME' }, ['aide-domicile']],
    [
      'by kind',
      { kinds: ['PERMANENCE', 'INDIVIDUAL_HELP'] },
      ['permanence-agen', 'permanence-villeneuve', 'aide-domicile'],
    ],
    ['free without condition only', { freeOnly: true }, ['permanence-agen', 'jeudi-fracture', 'atelier-courriels']],
    ['bookable only', { bookableOnly: true }, ['jeudi-fracture', 'atelier-courriels', 'aide-domicile']],
    ['from a day', { from: '2026-12-01', kinds: ['WORKSHOP'] }, ['atelier-courriels', 'atelier-impots']],
    [
      'until a day, included',
      { to: '2026-11-26', kinds: ['WORKSHOP', 'PERMANENCE'] },
      ['permanence-agen', 'atelier-courriels'],
    ],
    ['in a period', { from: '2026-12-10', to: '2026-12-10' }, ['atelier-impots', 'aide-domicile']],
    ['on a public holiday, when permanences are closed', { from: '2026-12-25', to: '2026-12-25' }, ['aide-domicile']],
    ['by a word without its accent', { text: 'DECLARER' }, ['atelier-impots']],
    ['by a word with a typo', { text: 'couriels' }, ['atelier-courriels']],
    ['by the name of the place', { text: 'mediatheque lacepède' }, ['atelier-courriels', 'permanence-agen'].reverse()],
    ['by the series', { text: 'jeudis inclusion' }, ['jeudi-fracture']],
  ])('is filtered %s', async (_filter, filter, expected) => {
    expect(await idsOf(filter)).toEqual(expected);
  });

  it('is filtered around a point, with distances, and without what is nowhere', async () => {
    const { edges } = await list({ near: { latitude: 44.2033, longitude: 0.6163, radiusMetres: 5000 } });
    expect(edges.map(({ node }) => node.id)).toEqual(['permanence-agen', 'atelier-courriels']);
    for (const { node } of edges) expect(node.distanceMetres).toBeCloseTo(421, -1);
  });

  it('gives in December the next session of December', async () => {
    const { edges } = await list({ kinds: ['WORKSHOP'], from: '2026-12-01' });
    expect(edges[0]?.node).toMatchObject({ id: 'atelier-courriels', nextAt: '2026-12-03T13:00:00.000Z' });
  });

  it('still gives a session while it is going on, and no more once it is over', async () => {
    expect(await idsOf({ kinds: ['REMOTE_SESSION'] }, new Date('2026-11-26T10:59:00Z'))).toEqual(['jeudi-fracture']);
    expect(await idsOf({ kinds: ['REMOTE_SESSION'] }, new Date('2026-11-26T11:00:00Z'))).toEqual([]);
  });

  it.each([1, 2, 3, 5])('is walked by pages of %i without duplicate nor gap, though time passes', async (first) => {
    const seen: string[] = [];
    let after: string | null = null;
    let now = new Date('2026-11-23T09:00:00Z');
    do {
      const page = await list({}, { first, after }, now);
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      now = new Date(now.getTime() + 86_400_000);
    } while (after !== null);
    expect(seen).toEqual(ALL);
  });

  it.each([
    [
      'a period that ends before it begins',
      { filter: { from: '2026-12-02', to: '2026-12-01' } },
      'La période finit le 2026-12-01, avant de commencer le 2026-12-02 (attendu : from ≤ to).',
    ],
    [
      'a radius of nothing',
      { filter: { near: { latitude: 44, longitude: 0.6, radiusMetres: 0 } } },
      'radiusMetres vaut 0 : attendu un nombre de 1 à 200000, par exemple 10000.',
    ],
    [
      'a point outside the Earth',
      { filter: { near: { latitude: 144, longitude: 0.6, radiusMetres: 10 } } },
      '(144, 0.6) n’est pas un point WGS84 (attendu : 44.2033, 0.6163).',
    ],
    [
      'a cursor of another list',
      { after: Buffer.from('["x"]').toString('base64url') },
      'after n’est pas un curseur de cette liste. Reprenez pageInfo.endCursor de la page précédente.',
    ],
  ])('refuses %s, in French', async (_defect, variables, message) => {
    const { errors } = await ask(world, LIST, variables);
    expect(errors).toMatchObject([{ message, extensions: { code: 'INVALID_INPUT' } }]);
  });
});

describe('an accompaniment', () => {
  const one = async (id: string, selection: string, now?: Date) => {
    const query = `query ($id: ID!) { accompaniment(id: $id) { __typename id title ${selection} } }`;
    const { data, errors } = await ask(world, query, { id }, now === undefined ? {} : { now });
    expect(errors).toBeUndefined();
    return (data as { accompaniment: Record<string, unknown> | null }).accompaniment;
  };

  it('of a workshop says when, where, for whom, at what price and how to book', async () => {
    const selection = `themes { code label } audiences fee bookable booking { url phone } modes place { id name }
      commune { name epci { name } } provenance { source asOf }
      ... on Workshop { level advisorRole sessions { startsAt endsAt seatsTotal seatsLeft full } all: sessions(upcomingOnly: false) { full } }`;
    expect(await one('atelier-courriels', selection)).toEqual({
      __typename: 'Workshop',
      id: 'atelier-courriels',
      title: 'Mes premiers courriels',
      themes: [
        { code: 'EMAIL', label: 'E-mail' },
        { code: 'NAVIGATION_SUR_INTERNET', label: 'Navigation sur internet' },
      ],
      audiences: ['SENIORS'],
      fee: 'FREE',
      bookable: true,
      booking: { url: null, phone: '+33553694000' },
      modes: ['ON_SITE'],
      place: { id: 'lieu-agen', name: 'Médiathèque Lacépède' },
      commune: { name: 'Agen', epci: { name: "CA Agglomération d'Agen" } },
      provenance: { source: 'Déclic47', asOf: '2026-11-01' },
      level: 'BEGINNER',
      advisorRole: 'Conseiller numérique',
      sessions: [
        {
          startsAt: '2026-11-26T13:00:00.000Z',
          endsAt: '2026-11-26T15:00:00.000Z',
          seatsTotal: 12,
          seatsLeft: 5,
          full: false,
        },
        {
          startsAt: '2026-12-03T13:00:00.000Z',
          endsAt: '2026-12-03T15:00:00.000Z',
          seatsTotal: null,
          seatsLeft: null,
          full: null,
        },
      ],
      all: [{ full: true }, { full: false }, { full: null }],
    });
  });

  it('of a permanence gives its next occurrences, public holidays and exceptions left out', async () => {
    const selection =
      '... on Permanence { weekday opensAt closesAt validUntil byAppointment nextOccurrences(first: 3) { startsAt } }';
    expect(await one('permanence-villeneuve', selection)).toMatchObject({
      weekday: 'FRIDAY',
      opensAt: '09:00',
      closesAt: '12:00',
      validUntil: '2027-06-30',
      byAppointment: true,
      nextOccurrences: [
        { startsAt: '2026-12-18T08:00:00.000Z' },
        { startsAt: '2027-01-15T08:00:00.000Z' },
        { startsAt: '2027-01-22T08:00:00.000Z' },
      ],
    });
  });

  it('of a remote session gives its series and its page; of individual help, how to ask', async () => {
    expect(await one('jeudi-fracture', '... on RemoteSession { series url }')).toMatchObject({
      __typename: 'RemoteSession',
      series: 'Jeudis de l’inclusion numérique',
      url: 'https://example.org/visio',
    });
    expect(await one('aide-domicile', 'modes ... on IndividualHelp { byAppointment advisorRole }')).toMatchObject({
      __typename: 'IndividualHelp',
      modes: ['HOME', 'REMOTE'],
      byAppointment: true,
      advisorRole: 'Médiateur numérique',
    });
  });

  it('that is over is still there by its identifier, and an unknown one is null', async () => {
    expect(await one('atelier-passe', 'nextAt')).toMatchObject({ title: 'Atelier terminé', nextAt: null });
    expect(await one('inconnu', 'nextAt')).toBeNull();
  });
});

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
