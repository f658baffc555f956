import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { undoImport } from '../../platform/importer/journal.ts';
import { places } from '../../subgraphs/department/place/place.import.ts';
import { ask } from '../support/world.ts';
import { FILE, UPDATE } from './place-writing.operations.ts';
import { AGENT, ID, LIBRARY, openPlacesWorld, type PlacesWorld } from './places-world.ts';

let { world, imported, write, update, revisionOf, close } = {} as PlacesWorld;
beforeAll(async () => {
  ({ world, imported, write, update, revisionOf, close } = await openPlacesWorld());
  await imported([LIBRARY]);
});
afterAll(() => close());

const phoneOf = async () => (await ask(world, `{ place(id: "${ID}") { phone } }`)).data?.place.phone;

describe('a place that an agent of the department corrects', () => {
  it('is published at once, with who says so and when, and keeps the rest of what the files say', async () => {
    const before = (await world.sql.query<{ number: string }>('SELECT number FROM publication.state')).rows[0];
    const { place, faults } = await update(
      { phone: '05 53 11 22 33' },
      { source: 'Appel au lieu', asOf: '2026-11-20' },
    );
    expect(faults).toEqual([]);
    expect(place).toMatchObject({
      name: 'Médiathèque du Pin',
      phone: '+33553112233',
      revision: 1,
      lastConfirmedAt: '2026-10-01',
      services: ['AIDE_AUX_DEMARCHES_ADMINISTRATIVES'],
    });
    expect(place.sources).toContainEqual({
      sourceId: ID,
      provenance: { source: 'Conseil départemental de Lot-et-Garonne (saisie)', asOf: '2026-11-20' },
    });
    const after = (await world.sql.query<{ number: string }>('SELECT number FROM publication.state')).rows[0];
    expect(Number(after?.number)).toBeGreaterThan(Number(before?.number));
  });

  it('keeps its history: who, for which organisation, which fields', async () => {
    const { placeFile } = (await ask(world, FILE, { id: ID }, AGENT)).data;
    expect(placeFile).toMatchObject({
      revision: 1,
      writtenFields: [
        { field: 'PHONE', value: '+33553112233', isPublished: true, asOf: '2026-11-20', source: 'Appel au lieu' },
      ],
      revisions: [{ revision: 1, change: 'UPDATED', author: 'agent', organisation: 'departement-47' }],
    });
    await expect(world.sql.query('DELETE FROM place_revision')).rejects.toThrow('append-only');
  });

  it('is not written twice by the same correction, and a stale one is told the current revision', async () => {
    expect((await update({ phone: '0553112233' })).place.revision).toBe(1);
    const { place, conflict } = await write(UPDATE, { id: ID, expectedRevision: 0, changes: { phone: null } });
    expect(place).toBeNull();
    expect(conflict).toMatchObject({ currentRevision: 1, message: expect.stringContaining('expectedRevision: 1') });
  });

  it('is refused every fault at once, each with a good example, and nothing is written', async () => {
    const changes = {
      name: 'x',
      phone: '123',
      emails: ['bon@exemple.fr', 'mauvais'],
      openingHours: 'tous les jours',
      communeCode: '47999',
      coordinates: { latitude: 48.85, longitude: 2.35 },
      siret: '123',
      websites: ['exemple'],
    };
    const { faults } = await update(changes, { asOf: '2027-01-01' });
    expect(faults.map(({ field, value }: any) => [field, value])).toEqual(
      expect.arrayContaining([
        ['name', 'x'],
        ['phone', '123'],
        ['emails[1]', 'mauvais'],
        ['openingHours', 'tous les jours'],
        ['communeCode', '47999'],
        ['coordinates', '{"latitude":48.85,"longitude":2.35}'],
        ['siret', '123'],
        ['websites[0]', 'exemple'],
        ['asOf', '2027-01-01'],
      ]),
    );
    for (const { message } of faults) expect(message).toMatch(/par exemple/);
    expect(await revisionOf(ID)).toBe(1);
  });

  it('lets one of several corrections at the same instant through', async () => {
    const expectedRevision = await revisionOf(ID);
    const answers = await Promise.all(
      ['Un', 'Deux', 'Trois'].map((summary) =>
        write(UPDATE, { id: ID, expectedRevision, changes: { summary: `Présentation ${summary}` } }),
      ),
    );
    expect(answers.filter(({ place }) => place !== null)).toHaveLength(1);
    expect(answers.filter(({ conflict }) => conflict !== null)).toHaveLength(2);
  });
});

describe('a correction and the files that come after it', () => {
  it.each([
    ['the same file again', { ...LIBRARY, nom: 'Médiathèque du Pin ' }, '+33553112233', null],
    ['a later file that says what it said before', { ...LIBRARY, date_maj: '2026-11-22' }, '+33553112233', null],
    [
      'an older file that says something new',
      { ...LIBRARY, telephone: '05 53 00 00 01', date_maj: '2026-11-19' },
      '+33553112233',
      /téléphone : un fichier dit autre chose .* gardée/,
    ],
    ['a later file that says nothing', { ...LIBRARY, telephone: '', date_maj: '2026-11-22' }, '+33553112233', null],
    [
      'a later file that says something new',
      { ...LIBRARY, telephone: '05 53 00 00 02', date_maj: '2026-11-21' },
      '+33553000002',
      /téléphone : un fichier plus récent .* l’emporte/,
    ],
  ])('%s', async (_file, row, phone, remark) => {
    const { remarks } = await imported([row]);
    expect(await phoneOf()).toBe(phone);
    const said = remarks.filter((text) => text.includes('téléphone'));
    expect(said).toEqual(remark === null ? [] : [expect.stringMatching(remark)]);
  });

  it('comes back when that import is undone, and is told apart from what is published', async () => {
    const overtaken = (await ask(world, FILE, { id: ID }, AGENT)).data?.placeFile.writtenFields;
    expect(overtaken).toContainEqual(
      expect.objectContaining({ field: 'PHONE', published: '+33553000002', isPublished: false }),
    );
    const { rows } = await world.sql.query<{ id: number }>('SELECT max(id) AS id FROM import_journal');
    await undoImport(world.url, places, rows[0]?.id ?? 0);
    expect(await phoneOf()).toBe('+33553112233');
  });

  it('is given back to the files on demand', async () => {
    await imported([LIBRARY]);
    const { place, faults } = await update({}, { giveBack: ['PHONE'] });
    expect([faults, place.phone]).toEqual([[], '+33553694000']);
    expect((await update({}, { giveBack: ['PHONE'] })).faults).toEqual([
      expect.objectContaining({ field: 'giveBack', value: 'phone' }),
    ]);
  });
});
