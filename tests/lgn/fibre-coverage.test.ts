import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

const FIXTURES = 'tests/fixtures/lgn';
let world: World<'lgn'>;

beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, datasets, 'addresses', `${FIXTURES}/adresses-demonstration.csv`);
  await importFile(world, datasets, 'fibre', `${FIXTURES}/arcep-deploiement.csv`);
  await importFile(world, datasets, 'fibre', [
    `${FIXTURES}/base_imb_47.csv`,
    `${FIXTURES}/eligibilite_47.csv`,
    `${FIXTURES}/base_imb_fc_47.csv`,
  ]);
});
afterAll(() => world.close());

describe('coverage', () => {
  it('of a commune counts dwellings by status, one for a building without count', async () => {
    const { data, errors } = await entities(
      world,
      [
        { __typename: 'Commune', inseeCode: '47001' },
        { __typename: 'Commune', inseeCode: '47300' },
      ],
      '... on Commune { fibreCoverage { buildings dwellings connectablePercentage byStatus { status dwellings } provenance { asOf } } }',
    );
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([
      {
        fibreCoverage: {
          buildings: 4,
          dwellings: 6,
          connectablePercentage: 66.7,
          byStatus: [
            { status: 'CONNECTABLE_NOW', dwellings: 4 },
            { status: 'ON_DEMAND', dwellings: 1 },
            { status: 'PLANNED', dwellings: 1 },
          ],
          provenance: { asOf: '2026-11-01' },
        },
      },
      { fibreCoverage: null },
    ]);
  });

  it('of several EPCI asks the database once, from the perimeter that the department gives', async () => {
    const epci = (siren: string, ...codes: string[]) => ({
      __typename: 'Epci',
      siren,
      communes: codes.map((inseeCode) => ({ __typename: 'Commune', inseeCode })),
    });
    let answer: Awaited<ReturnType<typeof entities>> | undefined;
    const statements = await countStatements(world, async () => {
      answer = await entities(
        world,
        [epci('200000001', '47001', '47031'), epci('200000002', '47195')],
        '... on Epci { fibreCoverage { buildings } }',
      );
    });
    expect(answer?.data?.['_entities']).toEqual([{ fibreCoverage: { buildings: 8 } }, { fibreCoverage: null }]);
    expect(statements).toHaveLength(1);
  });
});
