import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/department/import.ts';
import { loadOrganisations } from '../../subgraphs/department/organisation/organisation.reference.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { ask, countStatements, importFile, openWorld, type World } from '../support/world.ts';

let world: World<'department'>;

beforeAll(async () => {
  world = await openWorld('department');
  for (let times = 0; times < 2; times += 1) {
    await loadTerritory(world.sql);
    await loadOrganisations(world.sql);
  }
});
afterAll(() => world.close());

it('knows the 319 communes, 12 EPCI and 333,602 inhabitants, and where the figures come from', async () => {
  const { data } = await ask(
    world,
    '{ department { communeCount epciCount population figures { code department region france source } } }',
  );
  expect(data.department).toMatchObject({ communeCount: 319, epciCount: 12, population: 333_602 });
  expect(data.department.figures[0]).toMatchObject({ department: 15, region: 11, france: 15 });
});

it('puts the CC des Deux Rives in no group of the roadmap, with its two communes of 47', async () => {
  const { data } = await ask(world, '{ epci(siren: "248200016") { group communes { inseeCode epci { siren } } } }');
  expect(data.epci.group).toBeNull();
  expect(data.epci.communes.map(({ inseeCode }: { inseeCode: string }) => inseeCode)).toEqual(['47067', '47113']);
});

it('has a centre for every commune before any import', async () => {
  const { rows } = await world.sql.query('SELECT count(*)::int AS count FROM commune WHERE latitude IS NULL');
  expect(rows).toEqual([{ count: 0 }]);
});

it('reads the communes of all EPCI in two statements', async () => {
  const statements = await countStatements(world, async () => {
    const { data } = await ask(world, '{ epcis { siren populationInDepartment communes { name } } }');
    expect(data.epcis).toHaveLength(12);
  });
  expect(statements).toHaveLength(2);
});

it('imports the 319 real outlines, whose centres agree with the shipped ones', async () => {
  const report = await importFile(world, datasets, 'boundaries', '../shared/data/communes-47.geojson');
  expect(report).toMatchObject({ outcome: 'published', read: 319, rejections: [] });
  const query = `SELECT count(*)::int AS count FROM commune c JOIN commune_boundary b USING (code)
    WHERE abs(c.latitude - b.latitude) < 0.00002 AND abs(c.longitude - b.longitude) < 0.00002`;
  expect((await world.sql.query(query)).rows).toEqual([{ count: 319 }]);
});

it('refuses a total that is not the sum, keeps a commune that is not computable as such', async () => {
  const file = 'tests/fixtures/department/fragility-not-computable-and-wrong-total.csv';
  const report = await importFile(world, datasets, 'fragility', file);
  expect(report.rejections.map(({ line, column }) => [line, column])).toEqual([
    [4, 'Total'],
    [5, 'Âge'],
  ]);
  const { data } = await ask(
    world,
    '{ a: commune(inseeCode: "47001") { fragility { total computable } } b: commune(inseeCode: "47002") { fragility { total computable } } }',
  );
  expect(data).toEqual({
    a: { fragility: { total: 17, computable: true } },
    b: { fragility: { total: null, computable: false } },
  });
});

it('completes a reference organisation and refuses a wrong SIRET', async () => {
  const report = await importFile(
    world,
    datasets,
    'organisations',
    'tests/fixtures/department/organisations-wrong-siret.csv',
  );
  expect(report.rejections.map(({ line, column }) => [line, column])).toEqual([[4, 'siret']]);
  const { data } = await ask(
    world,
    '{ organisation(id: "caf-47") { name kind groupName } organisations { totalCount } found: organisation(siret: "43493312300029") { id } }',
  );
  expect(data).toEqual({
    organisation: { name: 'Caf de Lot-et-Garonne', kind: 'ESSENTIAL_SERVICE_OPERATOR', groupName: 'Branche famille' },
    organisations: { totalCount: 23 },
    found: { id: 'asso-essai' },
  });
});
