import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { importFile, openWorld, type World } from '../support/world.ts';

const FIXTURES = 'tests/fixtures/lgn';
let world: World<'lgn'>;

beforeEach(async () => {
  world = await openWorld('lgn');
});
afterEach(() => world.close());

const fibre = (...files: string[]) =>
  importFile(
    world,
    datasets,
    'fibre',
    files.map((file) => `${FIXTURES}/${file}`),
  );

async function statuses(): Promise<Record<string, string>> {
  const { rows } = await world.sql.query<{ id: string; status: string }>('SELECT id, status FROM building ORDER BY id');
  return Object.fromEntries(rows.map(({ id, status }) => [id, status]));
}

describe('ARCEP « Déploiements FttH »', () => {
  it('names each bad row and keeps the others, an undocumented state included', async () => {
    const report = await fibre('arcep-deploiement.csv');
    expect(report).toMatchObject({ read: 9, inserted: 7, rejected: 2 });
    expect(report.rejections.map(({ line, column }) => [line, column])).toEqual([
      [9, 'x'],
      [10, 'imb_id'],
    ]);
    expect(report.remarks).toEqual(['État « en reflexion » non documenté : 1 immeuble(s) de statut inconnu.']);
    expect((await statuses())['IMB/47031/X/0007']).toBe('UNKNOWN');
  });

  it('reads the older columns too', async () => {
    expect(await fibre('arcep-deploiement-ancien.csv')).toMatchObject({ inserted: 1, rejected: 0 });
    expect(await statuses()).toEqual({ 'IMB/47001/X/0001': 'PLANNED' });
  });

  it('changes nothing when imported twice', async () => {
    await fibre('arcep-deploiement.csv');
    expect(await fibre('arcep-deploiement.csv')).toMatchObject({
      outcome: 'unchanged',
      inserted: 0,
      updated: 0,
      deleted: 0,
    });
  });

  it('forgets the buildings that a newer file of the same producer no longer has', async () => {
    await fibre('arcep-deploiement.csv');
    await fibre('arcep-deploiement-ancien.csv');
    expect(Object.keys(await statuses())).toEqual(['IMB/47001/X/0001']);
  });
});

describe('IPE', () => {
  it('is read in the projection that each row names', async () => {
    const report = await fibre('ipe.csv');
    expect(report.rejections.map(({ line, column }) => [line, column])).toEqual([
      [3, 'DateCablageAdresse'],
      [4, 'TypeProjectionGeographique'],
    ]);
    const { rows } = await world.sql.query(
      'SELECT id, status, round(latitude::numeric, 3)::text AS latitude FROM building',
    );
    expect(rows).toEqual([{ id: 'IMB/47195/X/0101', status: 'UNDER_WAY', latitude: '44.220' }]);
  });

  it('does not remove what another producer’s file gave', async () => {
    await fibre('arcep-deploiement.csv');
    await fibre('ipe.csv');
    expect(Object.keys(await statuses())).toHaveLength(8);
  });
});

describe('« Ma connexion internet »', () => {
  it('says that eligibility rows without building have no position', async () => {
    const report = await fibre('base_imb_47.csv', 'eligibilite_47.csv');
    expect(report).toMatchObject({ inserted: 8, rejected: 0 });
    expect(report.remarks).toEqual(['1 immeuble(s) du fichier d’éligibilité sans position : importez aussi base_imb.']);
  });

  it('converts EPSG:3857 and believes a BAN id only where the source is the BAN', async () => {
    await fibre('base_imb_47.csv');
    const { rows } = await world.sql.query(
      'SELECT id, premises_id, round(latitude::numeric, 4)::text AS latitude, round(longitude::numeric, 4)::text AS longitude FROM building ORDER BY id',
    );
    expect(rows).toEqual([
      { id: 'IMB/47001/X/0001', premises_id: '47001_0100_00012', latitude: '44.1991', longitude: '0.6001' },
      { id: 'mci-9', premises_id: 'mci-9', latitude: '44.1971', longitude: '0.6162' },
    ]);
  });

  it('replaces only its own rows: eligibility alone leaves the buildings', async () => {
    await fibre('base_imb_47.csv');
    await fibre('eligibilite_47.csv');
    expect(Object.keys(await statuses())).toEqual(['IMB/47001/X/0001', 'mci-9']);
  });
});

it('refuses a file of another kind before anything is written', async () => {
  await expect(fibre('adresses-demonstration.csv')).rejects.toThrow('n’est pas un fichier de « fibre »');
});
