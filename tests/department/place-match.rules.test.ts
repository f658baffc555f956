import { describe, expect, it } from '@jest/globals';
import { nameSimilarity } from '../../subgraphs/department/place/place-name.rules.ts';
import { comparePlaces, type Located } from '../../subgraphs/department/place/place-match.rules.ts';

const NERAC: Located = {
  source: 'A',
  source_id: '270',
  name: 'France services Nérac',
  commune_name: 'Nérac',
  commune_code: '47195',
  postcode: '47600',
  address: '10 Place Aristide Briand',
  siret: null,
  latitude: 44.13701,
  longitude: 0.338267,
};
const other = (changes: Partial<Located>): Located => ({ ...NERAC, source: 'B', source_id: '9', ...changes });
const METRES_100 = 100 / 111_320;

describe('two records of two sources', () => {
  it.each<[string, Partial<Located>, string]>([
    ['at the same point under a similar name are one place', { name: 'Maison France Services de Nérac' }, 'SAME'],
    ['100 m apart under a similar name are one place', { latitude: 44.13701 + METRES_100, address: 'x' }, 'SAME'],
    [
      '100 m apart under different names are two places',
      { name: 'Médiathèque de Nérac', latitude: 44.13701 + METRES_100, address: 'x' },
      'DIFFERENT',
    ],
    [
      '150 m apart under the same name are for a person to judge',
      { latitude: 44.13701 + 1.5 * METRES_100, address: 'x' },
      'DOUBTFUL',
    ],
    [
      'without a position, at the same address, are one place',
      { latitude: null, address: '10, pl. Aristide BRIAND' },
      'SAME',
    ],
    [
      'with the same short number only are two places',
      { source_id: '270', name: 'Mairie', latitude: 44.2, address: 'x' },
      'DIFFERENT',
    ],
  ])('%s', (_behaviour, changes, kind) => {
    expect(comparePlaces(NERAC, other(changes)).kind).toBe(kind);
  });

  it('with one SIRET at one address are one place, whatever their names', () => {
    const siret = '43493312300029';
    expect(comparePlaces({ ...NERAC, siret }, other({ siret, name: 'Espace public' })).kind).toBe('SAME');
  });

  it('with one SIRET at two addresses are two places: a SIRET is an organisation', () => {
    const siret = '43493312300029';
    const far = other({ siret, name: 'Espace public', address: '3 rue du Port', latitude: 44.15 });
    expect(comparePlaces({ ...NERAC, siret }, far).kind).toBe('DIFFERENT');
  });

  it('with one long identifier are one place', () => {
    const id = '6f1d2c3b-0000-4000-8000-000000000001';
    expect(comparePlaces({ ...NERAC, source_id: id }, other({ source_id: id, name: 'x', latitude: 44.2 })).kind).toBe(
      'SAME',
    );
  });
});

it('two rows of one source are never put together, only listed', () => {
  expect(comparePlaces(NERAC, { ...NERAC, source_id: '271' }).kind).toBe('DOUBTFUL');
});

it('the commune that two names share does not make them alike', () => {
  expect(nameSimilarity('Mairie de Nérac', 'Médiathèque de Nérac', 'Nérac')).toBe(0);
});
