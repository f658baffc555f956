import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/department/import.ts';
import { loadOrganisations } from '../../subgraphs/department/organisation/organisation.reference.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { ask, countStatements, entities, importFile, openWorld, person, type World } from '../support/world.ts';

const DATA = '../shared/data';
const FIXTURES = 'tests/fixtures/department';
let world: World<'department'>;

beforeAll(async () => {
  world = await openWorld('department');
  await loadTerritory(world.sql);
  await loadOrganisations(world.sql);
});
afterAll(() => world.close());

describe('real and dirty files of places', () => {
  it('imports the 23 France Services of Lot-et-Garonne without a rejected row', async () => {
    const report = await importFile(world, datasets, 'places', `${DATA}/france-services-47.csv`);
    expect(report).toMatchObject({ outcome: 'published', read: 23, rejections: [] });
    const { data } = await ask(
      world,
      '{ places { totalCount } place(id: "anct-france-services-268") { name phone openingHours { osm } programmes } }',
    );
    expect(data).toEqual({
      places: { totalCount: 23 },
      place: {
        name: 'France services Duras',
        phone: '+33553404000',
        openingHours: {
          osm: 'Mo-Tu 09:00-12:30,13:30-18:00; We 09:00-13:00; Th 09:00-12:30,13:30-18:00; Fr 09:00-12:30,13:30-17:00',
        },
        programmes: ['FRANCE_SERVICES'],
      },
    });
  });

  it('importing the same file again changes nothing', async () => {
    const before = await world.sql.query('SELECT id, modified_at FROM place ORDER BY id');
    await importFile(world, datasets, 'places', `${DATA}/france-services-47.csv`);
    const after = await world.sql.query('SELECT id, modified_at FROM place ORDER BY id');
    expect(after.rows).toEqual(before.rows);
  });

  it('imports the standard’s own example, outside the department', async () => {
    await importFile(world, datasets, 'places', `${DATA}/mediation-num-example.csv`, { source: 'Exemple' });
    const { data, errors } = await ask(
      world,
      '{ place(id: "exemple-structure-1") { name communeName commune { name } serviceLabels fees organisation { siret } qualityNotes } }',
    );
    expect(errors).toBeUndefined();
    expect(data.place).toMatchObject({
      name: 'Anonymal',
      communeName: 'Reims',
      commune: null,
      fees: ['GRATUIT_SOUS_CONDITION', 'PAYANT'],
    });
    expect(data.place.organisation).toEqual({ siret: '43493312300029' });
  });

  it('recognises the same place in two files, keeps both sources, and says what it could not use', async () => {
    const report = await importFile(world, datasets, 'places', `${FIXTURES}/places-same-as-france-services.csv`, {
      source: 'Carte',
    });
    expect(report.rejections.map(({ column }) => column)).toEqual(['pivot', 'date_maj']);
    const { data } = await ask(
      world,
      `{
      nerac: place(id: "anct-france-services-270") { name communeName services sources { sourceId provenance { source } } qualityNotes }
      library: place(id: "carte-carto-2") { phone openingHours { osm valid isOpenNow } freshness qualityNotes }
      elsewhere: place(id: "carte-carto-3") { coordinates { latitude } qualityNotes }
    }`,
    );
    expect(data.nerac).toMatchObject({
      communeName: 'Nérac',
      services: ['ACCES_INTERNET_ET_MATERIEL_INFORMATIQUE', 'AIDE_AUX_DEMARCHES_ADMINISTRATIVES'],
      sources: [{ sourceId: 'carto-1', provenance: { source: 'Carte' } }, { sourceId: '270' }],
      qualityNotes: ['services : « Service inconnu » n’est pas dans le vocabulaire du standard.'],
    });
    expect(data.library).toMatchObject({
      phone: null,
      openingHours: { osm: 'Mo 08:30', valid: false, isOpenNow: null },
      freshness: 'STALE',
    });
    expect(data.library.qualityNotes).toHaveLength(2);
    expect(data.elsewhere).toMatchObject({ coordinates: null });
  });

  it('leaves a tombstone for a place that its source no longer has', async () => {
    await importFile(world, datasets, 'places', `${DATA}/mediation-num-example.csv`, { source: 'Carte' });
    const { data } = await ask(
      world,
      '{ removedPlaces { edges { node { id reason } } } place(id: "anct-france-services-270") { sources { sourceId } } }',
    );
    expect(data.removedPlaces.edges.map(({ node }: { node: { id: string } }) => node.id)).toContain('carte-carto-2');
    expect(data.place.sources).toEqual([{ sourceId: '270' }]);
  });

  it('shows doubtful pairs only to who may write places', async () => {
    const query = '{ doubtfulPlacePairs { reason } }';
    expect((await ask(world, query)).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await ask(world, query, {}, { actor: person(['department-agent']) })).errors).toBeUndefined();
  });
});

describe('searching places', () => {
  it.each([
    ['a typo', '{ text: "villeneve" }', 'France services Villeneuve-sur-Lot'],
    ['missing accents', '{ text: "castillonnes" }', 'France services Castillonnès'],
    ['a commune', '{ communeCode: "47106" }', 'France services Fumel'],
    ['a radius', '{ near: { latitude: 44.677, longitude: 0.183, radiusMetres: 2000 } }', 'France services Duras'],
    [
      'an opening instant',
      '{ text: "marmandais", openAt: "2026-11-28T09:30:00+01:00" }',
      'France services des Marmandais',
    ],
  ])('tolerates or filters by %s', async (_what, filter, name) => {
    const { data, errors } = await ask(world, `{ places(filter: ${filter}) { edges { node { name } } } }`);
    expect(errors).toBeUndefined();
    expect(data.places.edges.map(({ node }: { node: { name: string } }) => node.name)).toContain(name);
  });

  it('accepts the SIREN that an EPCI had before', async () => {
    const { data } = await ask(world, '{ places(filter: { epciSiren: "200035459" }) { totalCount } }');
    expect(data.places.totalCount).toBeGreaterThan(0);
  });

  it.each(['NAME', 'MODIFIED', 'DISTANCE'])('gives every place once over pages, by %s', async (order) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query = `query ($after: String) { places(first: 7, after: $after, orderBy: ${order},
        filter: { near: { latitude: 44.35, longitude: 0.45, radiusMetres: 100000 } }) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
      const { data, errors }: Awaited<ReturnType<typeof ask>> = await ask(world, query, { after });
      expect(errors).toBeUndefined();
      seen.push(...data.places.edges.map(({ node }: { node: { id: string } }) => node.id));
      after = data.places.pageInfo.hasNextPage ? data.places.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(23);
    expect(seen).toHaveLength(23);
  });

  it('finds the nearest places of many premises in one statement', async () => {
    const representations = [0, 1, 2, 3].map((index) => ({
      __typename: 'Premises',
      id: `p${index}`,
      coordinates: { latitude: 44.2 + index / 10, longitude: 0.6 },
    }));
    const statements = await countStatements(world, async () => {
      const { data, errors } = await entities(
        world,
        representations,
        '... on Premises { nearestPlaces(first: 2) { name commune { name } } }',
      );
      expect(errors).toBeUndefined();
      expect(data._entities[0].nearestPlaces).toHaveLength(2);
    });
    expect(statements).toHaveLength(2);
  });
});
