import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/operators/import.ts';
import { ask, countStatements, entities, importFile, openWorld, type World } from '../support/world.ts';

const FIXTURES = 'tests/fixtures/operators';

let world: World<'operators'>;
beforeAll(async () => (world = await openWorld('operators')));
afterAll(() => world.close());

describe('desks and procedures by file', () => {
  it('publishes the good rows and names each fault of the bad ones', async () => {
    const desks = await importFile(world, datasets, 'desks', `${FIXTURES}/desks.csv`);
    expect(desks).toMatchObject({ inserted: 3, rejected: 1 });
    expect(desks.rejections.map(({ column, value }) => [column, value])).toEqual([
      ['verifie_le', '2026-13-01'],
      ['code_insee', '4719'],
    ]);
    const procedures = await importFile(world, datasets, 'procedures', `${FIXTURES}/procedures.csv`);
    expect(procedures).toMatchObject({ inserted: 2, rejected: 1 });
    expect(procedures.rejections[0]).toMatchObject({ column: 'url', value: 'pas-un-lien' });
  });

  it('refuses an offers file given for a desks file', async () => {
    await expect(importFile(world, datasets, 'desks', `${FIXTURES}/offers.csv`)).rejects.toThrow();
  });
});

describe('the desks of a territory', () => {
  it('are one SQL statement for many communes and EPCI, the perimeter coming from the department', async () => {
    const commune = (inseeCode: string) => ({ __typename: 'Commune', inseeCode });
    const epci = { __typename: 'Epci', siren: '200096956', communes: [{ inseeCode: '47001' }, { inseeCode: '47195' }] };
    let data: any;
    const statements = await countStatements(world, async () => {
      ({ data } = await entities(
        world,
        [commune('47001'), commune('47195'), commune('47002'), epci],
        '... on Commune { operatorDesks { id operator { id } } } ... on Epci { operatorDesks { id commune { inseeCode } } }',
      ));
    });
    expect(statements).toHaveLength(1);
    expect(data._entities.map(({ operatorDesks }: any) => operatorDesks.map(({ id }: any) => id))).toEqual([
      ['demo-accueil-agen-2', 'demo-accueil-agen'],
      ['demo-accueil-nerac'],
      [],
      ['demo-accueil-agen-2', 'demo-accueil-agen', 'demo-accueil-nerac'],
    ]);
  });

  it('are listed by commune and by operator, with their provenance', async () => {
    const { data, errors } = await ask(
      world,
      `{ operatorDesks(communeCode: "47001", operatorId: "demo-operateur") { totalCount edges { node { id hours verifiedOn provenance { source asOf } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.['operatorDesks']).toEqual({
      totalCount: 1,
      edges: [
        {
          node: {
            id: 'demo-accueil-agen',
            hours: 'Lundi 9 h - 12 h',
            verifiedOn: '2026-10-01',
            provenance: { source: 'Recensement des accueils (Déclic47)', asOf: '2026-11-01' },
          },
        },
      ],
    });
  });
});

describe('procedures', () => {
  it('are listed page by page and read from their operator', async () => {
    const first: any = await ask(
      world,
      '{ operatorProcedures(first: 1) { totalCount edges { node { id } } pageInfo { endCursor hasNextPage } } }',
    );
    expect(first.data.operatorProcedures).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const { data } = await entities(
      world,
      [{ __typename: 'Organisation', id: 'demo-operateur' }],
      '... on Organisation { procedures { id phone } }',
    );
    expect(data?.['_entities'][0].procedures).toEqual([
      { id: 'demo-facture', phone: null },
      { id: 'demo-transfert', phone: '3900' },
    ]);
  });

  it('refuse a cursor of another list in French', async () => {
    const after = Buffer.from('["a","b"]').toString('base64url');
    const { errors } = await ask(world, 'query ($after: String) { operatorProcedures(after: $after) { totalCount } }', {
      after,
    });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
  });
});
