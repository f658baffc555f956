import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { ask, importFile, openWorld, type World } from '../support/world.ts';

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
      'near n’est pas un point WGS84 (attendu : latitude 44.2033, longitude 0.6163).',
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
