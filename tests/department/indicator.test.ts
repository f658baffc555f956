import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indicatorsOf, type EpciFacts } from '../../subgraphs/department/indicator/indicator.rules.ts';
import { datasets } from '../../subgraphs/department/import.ts';
import { settleTerritory } from '../support/department-territory.ts';
import { ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

const FACTS: EpciFacts = {
  communes: [
    { population: 1000, fragility: 18, places: 0 },
    { population: 3000, fragility: 14, places: 2 },
    { population: 500, fragility: null, places: 0 },
  ],
  sessions: 4,
  activity: { activities: 10, people: 60, masked: false, explanation: null },
};

const valuesOf = (facts: EpciFacts) =>
  Object.fromEntries(indicatorsOf(facts).map(({ definition, value, note }) => [definition.code, [value, note]]));

describe('the indicators of an EPCI', () => {
  it('weigh communes by their population and say which are missing', () => {
    expect(valuesOf(FACTS)).toEqual({
      FRAGILITY_MEAN: [15, '1 commune(s) sans indice, non comptée(s).'],
      FRAGILE_POPULATION_SHARE: [25, '1 commune(s) sans indice, non comptée(s).'],
      COMMUNES_WITHOUT_PLACE: [2, null],
      POPULATION_WITHOUT_PLACE_SHARE: [33.3, null],
      WORKSHOP_SESSIONS_30_DAYS: [4, null],
      PEOPLE_ACCOMPANIED_12_MONTHS: [60, null],
    });
  });

  it('have no fragility where no commune has one', () => {
    const communes = [{ population: 500, fragility: null, places: 1 }];
    expect(valuesOf({ ...FACTS, communes })).toMatchObject({
      FRAGILITY_MEAN: [null, '1 commune(s) sans indice, non comptée(s).'],
      POPULATION_WITHOUT_PLACE_SHARE: [0, null],
    });
  });

  it.each([
    ['equal to the département’s is not above it', 15, 0],
    ['one point more is above it', 16, 100],
  ])('count a commune whose index is %s', (_boundary, fragility, percent) => {
    const communes = [{ population: 500, fragility, places: 1 }];
    expect(valuesOf({ ...FACTS, communes })['FRAGILE_POPULATION_SHARE']).toEqual([percent, null]);
  });
});

describe('the indicators in the schema', () => {
  let world: World<'department'>;

  beforeAll(async () => {
    world = await openWorld('department');
    await settleTerritory(world);
    await importFile(world, datasets, 'accompaniments', 'tests/fixtures/department/accompaniment-programme.csv');
    await importFile(world, datasets, 'accompaniments', 'tests/fixtures/department/activity-coop-page.json');
  });
  afterAll(() => world.close());

  it('are read for every EPCI in one statement a kind of data', async () => {
    const representations = ['200096956', '200023307'].map((siren) => ({ __typename: 'Epci', siren }));
    let answer: Awaited<ReturnType<typeof entities>> | undefined;
    const statements = await countStatements(world, async () => {
      answer = await entities(world, representations, '... on Epci { indicators { definition { code } value } }');
    });
    expect(answer?.errors).toBeUndefined();
    const found = (
      answer?.data as { _entities: { indicators: { definition: { code: string }; value: number | null }[] }[] }
    )._entities;
    expect(
      found.map(({ indicators }) =>
        Object.fromEntries(indicators.map(({ definition, value }) => [definition.code, value])),
      ),
    ).toEqual([
      {
        FRAGILITY_MEAN: null,
        FRAGILE_POPULATION_SHARE: null,
        COMMUNES_WITHOUT_PLACE: 1,
        POPULATION_WITHOUT_PLACE_SHARE: 6.1,
        WORKSHOP_SESSIONS_30_DAYS: 2,
        PEOPLE_ACCOMPANIED_12_MONTHS: 28,
      },
      {
        FRAGILITY_MEAN: null,
        FRAGILE_POPULATION_SHARE: null,
        COMMUNES_WITHOUT_PLACE: 1,
        POPULATION_WITHOUT_PLACE_SHARE: 100,
        WORKSHOP_SESSIONS_30_DAYS: 1,
        PEOPLE_ACCOMPANIED_12_MONTHS: 6,
      },
    ]);
    expect(statements).toHaveLength(4);
  });

  it('are defined in French, with unit, method and source', async () => {
    const { data, errors } = await ask(world, '{ indicatorDefinitions { code label unit method source } }');
    expect(errors).toBeUndefined();
    const definitions = (data as { indicatorDefinitions: Record<string, string>[] }).indicatorDefinitions;
    expect(definitions).toHaveLength(6);
    for (const definition of definitions) {
      for (const text of Object.values(definition)) expect(text).not.toBe('');
    }
  });
});
