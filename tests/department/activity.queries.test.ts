import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

describe('activity figures', () => {
  let world: World<'department'>;

  beforeAll(async () => {
    world = await openWorld('department');
    await settleTerritory(world);
    await importFile(world, datasets, 'accompaniments', 'tests/fixtures/department/activity-coop-page.json', {
      source: 'La Coop de la médiation numérique',
    });
  });
  afterAll(() => world.close());

  const LIST = `query ($filter: ActivityFigureFilter, $first: Int, $after: String) {
    activityFigures(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { month kind communeCode commune { name } theme { code } count { activities people masked } } }
    }
  }`;

  interface Figure {
    month: string;
    kind: string;
    communeCode: string | null;
    theme: { code: string } | null;
    count: { people: number | null; masked: boolean };
  }
  interface Listed {
    activityFigures: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      edges: { node: Figure }[];
    };
  }

  const list = async (variables: Record<string, unknown>) => {
    const { data, errors } = await ask(world, LIST, variables);
    expect(errors).toBeUndefined();
    return (data as Listed).activityFigures;
  };
  const shown = async (filter: Record<string, unknown>) =>
    (await list({ filter })).edges.map(({ node }) => [
      node.communeCode,
      node.month,
      node.kind,
      node.theme?.code ?? null,
      node.count.people,
    ]);

  it.each([
    [
      'by commune, small figures hidden',
      { communeCode: '47001' },
      [
        ['47001', '2026-10-01', 'INDIVIDUAL', null, null],
        ['47001', '2026-10-01', 'ADMINISTRATIVE_PROCEDURE', null, 9],
        ['47001', '2026-10-01', 'GROUP', null, 19],
      ],
    ],
    ['by EPCI', { epciSiren: '200023307' }, [['47323', '2026-09-01', 'INDIVIDUAL', null, 6]]],
    [
      'by period, whole months',
      { from: '2026-09-15', to: '2026-09-20' },
      [['47323', '2026-09-01', 'INDIVIDUAL', null, 6]],
    ],
    ['by kind', { kind: 'GROUP' }, [['47001', '2026-10-01', 'GROUP', null, 19]]],
    ['by theme', { theme: 'EMAIL', communeCode: '47001' }, [['47001', '2026-10-01', 'GROUP', 'EMAIL', 19]]],
    [
      'theme by theme',
      { byTheme: true, kind: 'GROUP' },
      [
        ['47001', '2026-10-01', 'GROUP', 'NAVIGATION_SUR_INTERNET', 12],
        ['47001', '2026-10-01', 'GROUP', 'EMAIL', 19],
      ],
    ],
  ])('are filtered %s', async (_filter, filter, expected) => {
    expect(await shown(filter)).toEqual(expected);
  });

  it.each([1, 2, 4])('are walked by pages of %i without duplicate nor gap', async (first) => {
    const seen: Figure[] = [];
    let after: string | null = null;
    do {
      const page: Listed['activityFigures'] = await list({ first, after });
      expect(page.totalCount).toBe(6);
      seen.push(...page.edges.map(({ node }) => node));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual((await list({})).edges.map(({ node }) => node));
    expect(seen).toHaveLength(6);
  });

  it('of communes and EPCI are summed from what is published, in one statement a kind of territory', async () => {
    const selection = `
      ... on Commune { inseeCode activity(from: "2026-10-01", to: "2026-10-31") { count { activities people masked explanation }
        byKind { kind count { people masked } } byTheme { theme { code } count { people } } byMonth { month count { people } } } }
      ... on Epci { siren activity { from to count { people masked explanation } } }`;
    const representations = [
      ...['47001', '47091', '47323'].map((inseeCode) => ({ __typename: 'Commune', inseeCode })),
      ...['200096956', '200023307'].map((siren) => ({ __typename: 'Epci', siren })),
    ];
    let answer: Awaited<ReturnType<typeof entities>> | undefined;
    const statements = await countStatements(world, async () => {
      answer = await entities(world, representations, selection);
    });
    expect(answer?.errors).toBeUndefined();
    const [agen, estillac, , agglomeration, villeneuvois] = (
      answer?.data as { _entities: { activity: Record<string, unknown> }[] }
    )._entities;
    expect(agen?.activity).toEqual({
      count: {
        activities: 3,
        people: 28,
        masked: true,
        explanation: 'Au moins : 1 chiffre mensuel de moins de 5 personnes non publié, non compté ici.',
      },
      byKind: [
        { kind: 'GROUP', count: { people: 19, masked: false } },
        { kind: 'ADMINISTRATIVE_PROCEDURE', count: { people: 9, masked: false } },
        { kind: 'INDIVIDUAL', count: { people: null, masked: true } },
      ],
      byTheme: [
        { theme: { code: 'ARGENT_IMPOTS' }, count: { people: 9 } },
        { theme: { code: 'EMAIL' }, count: { people: 19 } },
        { theme: { code: 'NAVIGATION_SUR_INTERNET' }, count: { people: 12 } },
        { theme: { code: 'SANTE' }, count: { people: null } },
      ],
      byMonth: [{ month: '2026-10-01', count: { people: 28 } }],
    });
    expect(estillac?.activity).toMatchObject({ count: { activities: null, people: null, masked: true } });
    expect(agglomeration?.activity).toMatchObject({
      from: '2025-12-01',
      to: '2026-11-23',
      count: { people: 28, masked: true },
    });
    expect(villeneuvois?.activity).toMatchObject({ count: { people: 6, masked: false, explanation: null } });
    expect(statements.filter((text) => text.includes('activity_figure'))).toHaveLength(2);
  });

  it('refuse a period that ends before it begins', async () => {
    const selection = '... on Commune { activity(from: "2026-10-02", to: "2026-10-01") { from } }';
    const { errors } = await entities(world, [{ __typename: 'Commune', inseeCode: '47001' }], selection);
    expect(errors).toMatchObject([
      {
        extensions: { code: 'INVALID_INPUT' },
        message: 'La période finit le 2026-10-01, avant de commencer le 2026-10-02 (attendu : from ≤ to).',
      },
    ]);
  });
});
