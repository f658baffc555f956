import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { ADVISOR, ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

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

describe('what of a premises is not open data', () => {
  it('is not told to an anonymous caller, who is told the rest', async () => {
    const query =
      '{ premisesByAddress(banId: "47001_0100_00012") { fibre { status pmReference } availableTechnologies } }';
    const { data, errors } = await ask(world, query);
    expect(data?.premisesByAddress).toEqual({
      fibre: { status: 'CONNECTABLE_NOW', pmReference: null },
      availableTechnologies: ['FIBRE', 'COPPER'],
    });
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions['code']])).toEqual([
      ['premisesByAddress.fibre.pmReference', 'UNAUTHENTICATED'],
    ]);
  });
});

describe('a premises with a BAN address', () => {
  it('tells its fibre with the producer’s words, its date and its operators', async () => {
    const { data, errors } = await ask(
      world,
      `{ premisesByAddress(banId: "47001_0100_00012") {
        id address { label } buildings { id kind dwellings addressLink } availableTechnologies
        fibre { status producerCode pmReference pmState pmDate variesByBuilding
          infrastructureOperator { code label } orderableOperators { code label } provenance { source asOf } }
        technologies { technology technologyCode operator { label } download { label fromMbps toMbps } upload { code } }
      } }`,
      {},
      { actor: ADVISOR },
    );
    expect(errors).toBeUndefined();
    expect(data?.premisesByAddress).toEqual({
      id: '47001_0100_00012',
      address: { label: '12 Rue de la Paix 47000 Agen' },
      buildings: [{ id: 'IMB/47001/X/0001', kind: 'IM', dwellings: 3, addressLink: 'PRODUCER' }],
      availableTechnologies: ['FIBRE', 'COPPER'],
      fibre: {
        status: 'CONNECTABLE_NOW',
        producerCode: 'deploye',
        pmReference: 'FI-47001-0001',
        pmState: 'deploye',
        pmDate: '2023-05-12',
        variesByBuilding: false,
        infrastructureOperator: { code: 'FRTE', label: 'Orange' },
        orderableOperators: [
          { code: 'FREE', label: 'Free' },
          { code: 'FRTE', label: 'Orange' },
        ],
        provenance: { source: 'ARCEP, Déploiements FttH', asOf: '2026-11-01' },
      },
      technologies: [
        {
          technology: 'COPPER',
          technologyCode: 'CU',
          operator: { label: 'Orange' },
          download: { label: 'De 2 à 10 Mbit/s', fromMbps: 2, toMbps: 10 },
          upload: { code: 'HD05' },
        },
        {
          technology: 'FIBRE',
          technologyCode: 'FO',
          operator: { label: 'Free' },
          download: { label: '1 Gbit/s et plus', fromMbps: 1000, toMbps: null },
          upload: { code: 'THD100' },
        },
        {
          technology: 'FIBRE',
          technologyCode: 'FO',
          operator: { label: 'Orange' },
          download: { label: '1 Gbit/s et plus', fromMbps: 1000, toMbps: null },
          upload: { code: 'THD1G' },
        },
        {
          technology: null,
          technologyCode: 'XYZ',
          operator: { label: 'QQQQ' },
          download: null,
          upload: { code: 'HD05' },
        },
      ],
    });
  });

  it('is attached to a building whose file bears no BAN id when street, number and suffix agree', async () => {
    const { data } = await ask(
      world,
      '{ premises(id: "47001_0100_00012_bis") { buildings { id addressLink } fibre { status } } }',
    );
    expect(data?.premises).toEqual({
      buildings: [{ id: 'IMB/47001/X/0002', addressLink: 'DEDUCED' }],
      fibre: { status: 'ON_DEMAND' },
    });
  });

  it('with two buildings in two states promises the lesser', async () => {
    const { data } = await ask(world, '{ premises(id: "47001_0100_00014") { fibre { status variesByBuilding } } }');
    expect(data?.premises).toEqual({ fibre: { status: 'PLANNED', variesByBuilding: true } });
  });

  it('exists without any building, its fibre unknown', async () => {
    const { data } = await ask(
      world,
      '{ premises(id: "47195_0400_00005") { buildings { id } fibre { status provenance { source } } } }',
    );
    expect(data?.premises).toEqual({ buildings: [], fibre: { status: 'UNKNOWN', provenance: null } });
  });
});

describe('a premises without BAN address', () => {
  it('bears the building’s identifier', async () => {
    const { data } = await ask(
      world,
      '{ premisesByBuilding(buildingId: "IMB/47031/X/0005") { id address { id } fibre { status infrastructureOperator { label } } } }',
    );
    expect(data?.premisesByBuilding).toEqual({
      id: 'IMB/47031/X/0005',
      address: null,
      fibre: { status: 'UNDER_WAY', infrastructureOperator: { label: 'Nouvelle-Aquitaine THD' } },
    });
  });

  it('is found by the ARCEP’s identifier; an eligibility mark alone does not mean connectable', async () => {
    const { data } = await ask(
      world,
      '{ premisesByBuilding(buildingId: "mci-9") { id availableTechnologies fibre { status producerCode } } }',
    );
    expect(data?.premisesByBuilding).toEqual({
      id: 'mci-9',
      availableTechnologies: ['SATELLITE'],
      fibre: { status: 'UNKNOWN', producerCode: 'elig_fo=1' },
    });
  });
});

it('an unknown premises, address or building is null, not an error', async () => {
  const { data, errors } = await ask(
    world,
    '{ premises(id: "47999_0000_00001") { id } premisesByBuilding(buildingId: "x") { id } premisesByAddress(banId: "x") { id } address(id: "x") { id } }',
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ premises: null, premisesByBuilding: null, premisesByAddress: null, address: null });
});

describe('premises around a point', () => {
  it('come nearest first, within the radius', async () => {
    const { data } = await ask(
      world,
      '{ premisesNear(latitude: 44.20012, longitude: 0.60012, radiusMetres: 5) { id } }',
    );
    expect(data?.premisesNear).toEqual([
      { id: '47001_0100_00012' },
      { id: '47001_0100_00012_bis' },
      { id: '47001_0100_00014' },
    ]);
  });

  it.each([
    'latitude: 91, longitude: 0',
    'latitude: 44, longitude: 0.6, radiusMetres: 0',
    'latitude: 44, longitude: 0.6, first: 101',
  ])('are refused with a sentence for %s', async (range) => {
    const { errors } = await ask(world, `{ premisesNear(${range}) { id } }`);
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });
});

it('fifty premises asked by the gateway cost two statements, three with their technologies', async () => {
  const { rows } = await world.sql.query<{ id: string }>('SELECT id FROM address ORDER BY id LIMIT 50');
  const representations = rows.map(({ id }) => ({ __typename: 'Premises', id }));
  const count = async (selection: string) =>
    (await countStatements(world, () => entities(world, representations, `... on Premises { ${selection} }`))).length;
  expect(representations).toHaveLength(50);
  expect(await count('id coordinates { latitude } availableTechnologies fibre { status }')).toBe(2);
  expect(await count('id technologies { technologyCode }')).toBe(3);
});
