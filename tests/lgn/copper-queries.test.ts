import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copper } from '../../subgraphs/lgn/copper-closure/copper.import.ts';
import { ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

let world: World<'lgn'>;
beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, [copper], 'copper', '../shared/data/copper-47.csv', { asOf: '2025-08-01' });
});
afterAll(() => world.close());

const communes = (...codes: readonly string[]) => codes.map((inseeCode) => ({ __typename: 'Commune', inseeCode }));
const PHASE = '... on Commune { copperClosure { communeCode phase daysToTechnicalClosure sentence } }';

describe('the copper of a commune', () => {
  it('has dates, or is not scheduled yet, or is null outside the department', async () => {
    const { data, errors } = await entities(world, communes('47006', '47001', '47999', 'x', '33063'), PHASE);
    expect(errors).toBeUndefined();
    const closures = data?._entities.map(({ copperClosure }: { copperClosure: unknown }) => copperClosure);
    expect(closures).toEqual([
      expect.objectContaining({ phase: 'NO_NEW_LINE_SOLD', daysToTechnicalClosure: 434 }),
      expect.objectContaining({ phase: 'NOT_SCHEDULED_YET', daysToTechnicalClosure: null }),
      null,
      null,
      null,
    ]);
  });

  it('can be asked for another day', async () => {
    const selection =
      '... on Commune { copperClosure { before: phase(on: "2026-01-30") day: phase(on: "2026-01-31") end: phase(on: "2028-01-31") } }';
    const { data } = await entities(world, communes('47006'), selection);
    expect(data?._entities[0].copperClosure).toEqual({
      before: 'COMMERCIAL_CLOSURE_ANNOUNCED',
      day: 'NO_NEW_LINE_SOLD',
      end: 'CLOSED',
    });
  });

  it('costs three statements for any number of communes, history included', async () => {
    const selection = '... on Commune { copperClosure { phase history { asOf } provenance { asOf } } }';
    const statements = await countStatements(world, () =>
      entities(world, communes('47006', '47013', '47028', '47034', '47001'), selection),
    );
    expect(statements).toHaveLength(3);
  });

  it('is unknown, never « not scheduled », as long as nothing was imported', async () => {
    const empty = await openWorld('lgn');
    const { data } = await entities(
      empty,
      communes('47006'),
      '... on Commune { copperClosure { phase provenance { asOf } } }',
    );
    await empty.close();
    expect(data?._entities[0].copperClosure).toEqual({ phase: 'UNKNOWN', provenance: null });
  });
});

describe('the copper of an EPCI', () => {
  it('is that of the communes that the department gives, listed and counted', async () => {
    const epci = { __typename: 'Epci', siren: '200096956', communes: communes('47006', '47013', '47001') };
    const selection =
      '... on Epci { copperClosures { communeCode } copperSummary { communes phases { phase communes } nextTechnicalClosure nextCommercialClosure } }';
    const { data, errors } = await entities(world, [epci], selection);
    expect(errors).toBeUndefined();
    expect(data?._entities[0]).toEqual({
      copperClosures: [{ communeCode: '47006' }, { communeCode: '47013' }, { communeCode: '47001' }],
      copperSummary: {
        communes: 3,
        phases: [
          { phase: 'NOT_SCHEDULED_YET', communes: 1 },
          { phase: 'NO_NEW_LINE_SOLD', communes: 2 },
        ],
        nextTechnicalClosure: '2028-01-31',
        nextCommercialClosure: null,
      },
    });
  });
});

describe('the list of closures', () => {
  const LIST = `query ($filter: CopperClosureFilter, $first: Int, $after: String) {
    copperClosures(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { communeCode } }
    }
  }`;

  it.each([
    ['all communes of the department', {}, 319],
    ['a lot', { lot: '4_2' }, 6],
    ['a phase', { phase: 'NOT_SCHEDULED_YET' }, 278],
    ['closing before a day, that day excluded', { closingBefore: '2028-01-31' }, 0],
    ['closing before the day after', { closingBefore: '2028-02-01' }, 35],
    ['communes, unknown ones left out', { communeCodes: ['47006', '99999'] }, 1],
  ])('counts %s', async (_filter, filter, count) => {
    const { data, errors } = await ask(world, LIST, { filter });
    expect(errors).toBeUndefined();
    expect(data?.copperClosures.totalCount).toBe(count);
  });

  it('gives every commune once, page after page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page += 1) {
      const { data }: Awaited<ReturnType<typeof ask>> = await ask(world, LIST, { first: 100, after });
      seen.push(...data?.copperClosures.edges.map(({ node }: { node: { communeCode: string } }) => node.communeCode));
      after = data?.copperClosures.pageInfo.endCursor;
      if (data?.copperClosures.pageInfo.hasNextPage === false) break;
    }
    expect(seen).toHaveLength(319);
    expect(new Set(seen).size).toBe(319);
  });
});
