import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoImport } from '../../platform/importer/journal.ts';
import { datasets } from '../../subgraphs/operators/import.ts';
import { ask, importFile, openWorld, person, type World } from '../support/world.ts';

const FIXTURES = 'tests/fixtures/operators';
const folder = mkdtempSync(join(tmpdir(), 'hub-offers-'));
const PROVIDER = { actor: person(['operator-agent'], 'demo-operateur') };

let world: World<'operators'>;
beforeEach(async () => (world = await openWorld('operators')));
const closing: World<'operators'>[] = [];
afterAll(async () => Promise.all(closing.map((one) => one.close())));
beforeEach(() => void closing.push(world));
beforeAll(() => copyFileSync(`${FIXTURES}/offers.csv`, join(folder, 'offers.csv')));

function edited(change: (text: string) => string): string {
  const path = join(folder, `offers-${Math.random()}.csv`);
  writeFileSync(path, change(readFileSync(`${FIXTURES}/offers.csv`, 'utf8')));
  return path;
}

const importOffers = (path = `${FIXTURES}/offers.csv`, options = {}) =>
  importFile(world, datasets, 'offers', path, options);

async function offer(id: string) {
  const { data } = await ask(
    world,
    `query ($id: ID!) { socialOffer(id: $id) { name status revision monthlyPriceCents oneOffPriceCents
      technologiesNeeded verifiedOn validUntil documentsNeeded subscription { phone }
      criteria { benefits quotientFamilialMaxEuros oneMeansCriterionIsEnough communes { inseeCode } }
      revisions { revision change author changedFields reason monthlyPriceCents } } }`,
    { id },
  );
  return data?.['socialOffer'];
}

describe('a file of offers', () => {
  it('is published with amounts in cents, dates in either form and vocabularies by their French labels', async () => {
    expect(await importOffers()).toMatchObject({ outcome: 'published', read: 4, inserted: 4, rejected: 0 });
    expect(await offer('demo-fibre')).toMatchObject({
      monthlyPriceCents: 1599,
      technologiesNeeded: ['FIBRE'],
      documentsNeeded: ['Attestation de la CAF', 'Pièce d’identité'],
      subscription: { phone: '3900' },
      criteria: { benefits: ['RSA', 'AAH'], quotientFamilialMaxEuros: 700, oneMeansCriterionIsEnough: true },
      revisions: [{ revision: 1, change: 'PUBLISHED', changedFields: [] }],
    });
    expect(await offer('demo-cuivre')).toMatchObject({
      monthlyPriceCents: 1050,
      oneOffPriceCents: 4900,
      verifiedOn: '2026-10-01',
      validUntil: '2026-12-31',
    });
    expect((await offer('demo-jeunes')).criteria.communes).toEqual([{ inseeCode: '47001' }, { inseeCode: '47203' }]);
  });

  it('names every fault of every bad row and publishes the good one', async () => {
    const report = await importOffers(`${FIXTURES}/offers-one-row-of-each-fault.csv`);
    expect(report).toMatchObject({ inserted: 1, rejected: 7 });
    expect(report.rejections.map(({ line, column, value }) => [line, column, value])).toEqual([
      [3, 'prix_mensuel', '1599 c'],
      [4, 'verifie_le', '2026-02-30'],
      [5, 'type', 'intranet'],
      [5, 'technologies', 'fibre|pigeon'],
      [5, 'prestations', 'RSA|RMI'],
      [6, 'age_maximum', '18'],
      [6, 'valable_jusqu_au', '2026-09-01'],
      [7, 'communes', '9999'],
      [7, 'comment_souscrire', ''],
      [8, 'identifiant', 'Mauvais Identifiant'],
      [9, 'file_source, id', expect.stringContaining('demo-bon')],
    ]);
  });

  it('changes nothing when it comes twice', async () => {
    await importOffers();
    const before = await world.sql.query('SELECT * FROM social_offer_revision');
    expect(await importOffers()).toMatchObject({ outcome: 'unchanged' });
    expect((await world.sql.query('SELECT * FROM social_offer_revision')).rows).toEqual(before.rows);
  });

  it('revises what it changes, withdraws what it drops, and publishes again what comes back', async () => {
    await importOffers();
    await importOffers(edited((text) => text.replace('15,99', '17,99').replace(/^demo-carte.*\n/m, '')));
    expect(await offer('demo-fibre')).toMatchObject({ revision: 2, monthlyPriceCents: 1799 });
    expect((await offer('demo-fibre')).revisions[0].changedFields).toEqual(['monthlyPriceCents']);
    expect(await offer('demo-carte')).toMatchObject({ status: 'WITHDRAWN', revision: 2 });
    expect(await offer('demo-cuivre')).toMatchObject({ revision: 1 });
    await importOffers();
    expect(await offer('demo-carte')).toMatchObject({ status: 'PUBLISHED', revision: 3 });
  });

  it('leaves the offers of another source alone', async () => {
    await importOffers(undefined, { source: 'Source A' });
    await importOffers(
      edited((text) => text.replaceAll(/^demo-/gm, 'autre-')),
      { source: 'Source B' },
    );
    expect(await offer('demo-fibre')).toMatchObject({ status: 'PUBLISHED', revision: 1 });
    expect(await offer('autre-fibre')).toMatchObject({ status: 'PUBLISHED', revision: 1 });
  });

  it('says which offers two sources describe', async () => {
    await importOffers(undefined, { source: 'Source A' });
    const report = await importOffers(undefined, { source: 'Source B' });
    expect(report.remarks).toContain(
      'L’offre demo-fibre figure dans les fichiers de plusieurs sources (Source A ; Source B) : la plus récemment vérifiée est publiée.',
    );
  });

  it('never overwrites what an operator has edited since, and says so each time', async () => {
    await importOffers();
    await ask(
      world,
      `mutation { reviseOffer(id: "demo-fibre", expectedRevision: 1, changes: { monthlyPriceCents: 999 }) { offer { id } } }`,
      {},
      PROVIDER,
    );
    const report = await importOffers(edited((text) => text.replace('15,99', '19,99').replace('10.50', '11.50')));
    expect(report.remarks).toEqual([
      'L’offre « DÉMONSTRATION Fibre solidaire » (demo-fibre) a été modifiée par son opérateur le 23/11/2026 (révision 2) : le fichier dit autre chose et n’a pas été appliqué.',
    ]);
    expect(await offer('demo-fibre')).toMatchObject({ revision: 2, monthlyPriceCents: 999 });
    expect(await offer('demo-cuivre')).toMatchObject({ revision: 2, monthlyPriceCents: 1150 });
  });

  it('can be undone: the offers say again what they said, and the history keeps both', async () => {
    await importOffers();
    const report = await importOffers(edited((text) => text.replace('15,99', '19,99')));
    const dataset = datasets.find(({ name }) => name === 'offers');
    if (dataset === undefined || report.importId === null) throw new Error('nothing to undo');
    await undoImport(world.url, dataset, report.importId);
    expect(
      (await offer('demo-fibre')).revisions.map((one: { monthlyPriceCents: number }) => one.monthlyPriceCents),
    ).toEqual([1599, 1999, 1599]);
  });
});

describe('the history of offers', () => {
  it('cannot be rewritten nor skipped', async () => {
    await importOffers();
    for (const statement of [
      'UPDATE social_offer_revision SET author = $$personne$$',
      'DELETE FROM social_offer_revision',
      'TRUNCATE social_offer_revision',
      'UPDATE social_offer SET name = $$autre$$',
      'DELETE FROM social_offer',
    ])
      await expect(world.sql.query(statement)).rejects.toThrow();
  });
});
