import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Parsed } from '../../platform/importer/dataset.ts';
import { assignPlaceIds, ownPlaceId, recordKey } from '../../subgraphs/department/place/place-identity.rules.ts';
import {
  parseAidantsConnect,
  parseConseillers,
  parseCoop,
  parseFranceServices,
  parseStandard,
} from '../../subgraphs/department/place/place-formats.source.ts';
import { places } from '../../subgraphs/department/place/place.import.ts';
import { codeOf, SERVICES } from '../../subgraphs/department/place/place-vocabulary.rules.ts';

const valuesOf = (parsed: Parsed) => (parsed.ok ? parsed.rows[0]?.values : parsed.faults);

describe('a place of each producer', () => {
  it('La Coop nests the address and gives lists', () => {
    const adresse = {
      numero_voie: 5,
      nom_voie: 'rue Exemple',
      code_postal: '47000',
      code_insee: '47001',
      commune: 'Agen',
    };
    const record = {
      id: 'c1',
      nom: 'Lieu',
      adresse,
      date_maj: '2026-01-02T10:00:00Z',
      services: Object.values(SERVICES),
    };
    expect(valuesOf(parseCoop(record, 'S'))).toMatchObject({
      address: '5 rue Exemple',
      commune_code: '47001',
      updated_on: '2026-01-02',
      services: Object.keys(SERVICES),
    });
  });

  it('the later France Services list says what is itinerant in another column', () => {
    const record = {
      id_fs: '1',
      lib_fs: 'Bus',
      adresse: 'x',
      code_postal: '47000',
      lib_com: 'AGEN',
      format_fs: 'Bus_équivalent',
    };
    expect(valuesOf(parseFranceServices(record, 'S'))).toMatchObject({ itinerancy: ['ITINERANT'] });
  });

  it('conseillers numériques have services of their own words, which are said and not guessed', () => {
    const record = {
      id: '1',
      nom: 'x',
      commune: 'Agen',
      code_postal: '47000',
      adresse: 'x',
      services: 'Autre chose;Loisirs et créations numériques',
    };
    expect(valuesOf(parseConseillers(record, 'S'))).toMatchObject({
      services: ['LOISIRS_ET_CREATIONS_NUMERIQUES'],
      programmes: ['CONSEILLERS_NUMERIQUES'],
      quality_notes: ['services : « Autre chose » n’est pas dans le vocabulaire du standard.'],
    });
  });

  it('Aidants Connect writes its SIRET with spaces', () => {
    const record = {
      'Data pass ID': '12',
      Name: 'x',
      SIRET: '434 933 123 00029',
      Adresse: '1 rue x',
      'Code postal': '47000',
    };
    expect(valuesOf(parseAidantsConnect(record, 'S'))).toMatchObject({
      siret: '43493312300029',
      programmes: ['AIDANTS_CONNECT'],
    });
  });

  it.each([
    ['coop-json', ['id', 'nom', 'adresse', 'date_maj', 'pivot']],
    ['standard-json', ['id', 'pivot', 'nom', 'commune', 'code_postal', 'adresse', 'date_maj']],
    ['conseillers-numeriques-json', ['id', 'pivot', 'nom', 'commune', 'code_postal', 'adresse', 'structureId']],
    ['aidants-connect-json', ['Data pass ID', 'Name', 'SIRET', 'Adresse', 'Code postal']],
  ])('%s is recognised by its content alone', (name, columns) => {
    const found = places.formats.filter(({ kind, recognises }) => kind === 'json' && recognises(new Set(columns)));
    expect(found.map((format) => format.name)).toEqual([name]);
  });

  it('whatever its cells hold, a row is kept or refused with reasons, never an exception', () => {
    const cells = fc.dictionary(
      fc.constantFrom('id', 'pivot', 'nom', 'horaires', 'telephone', 'latitude', 'longitude', 'services'),
      fc.string(),
    );
    fc.assert(
      fc.property(cells, (given) => {
        const parsed = parseStandard(
          { commune: 'Agen', code_postal: '47000', adresse: 'x', date_maj: '2026-01-01', ...given },
          'S',
        );
        return parsed.ok ? parsed.rows.length === 1 : parsed.faults.length > 0;
      }),
      { numRuns: 200 },
    );
  });

  it('a label is recognised without its accents', () => {
    expect(codeOf(SERVICES, 'Comprehension du monde numerique')).toBe('COMPREHENSION_DU_MONDE_NUMERIQUE');
  });
});

describe('identifiers of places', () => {
  const a = { source: 'A', source_id: '1', created_import_id: 1 };
  const b = { source: 'B', source_id: '1', created_import_id: 2 };
  const together = [a, b];

  it('two places that merge keep the older one’s, and get theirs back when they part again', () => {
    const merged = assignPlaceIds(
      [together],
      new Map([
        [recordKey(a), 'a-1'],
        [recordKey(b), 'b-1'],
      ]),
    );
    expect(merged.get(together)).toBe('a-1');
    const apart = [[a], [b]];
    const parted = assignPlaceIds(
      apart,
      new Map([
        [recordKey(a), 'a-1'],
        [recordKey(b), 'a-1'],
      ]),
    );
    expect(apart.map((cluster) => parted.get(cluster))).toEqual(['a-1', 'b-1']);
  });

  it('a place keeps its own when the record that made it disappears', () => {
    const left = [b];
    expect(
      assignPlaceIds(
        [left],
        new Map([
          [recordKey(a), 'a-1'],
          [recordKey(b), 'a-1'],
        ]),
      ).get(left),
    ).toBe('a-1');
  });

  it('two identifiers that only punctuation separates stay two', () => {
    expect(ownPlaceId({ source: 'A', source_id: 'x/1' })).not.toBe(ownPlaceId({ source: 'A', source_id: 'x-1' }));
  });
});
