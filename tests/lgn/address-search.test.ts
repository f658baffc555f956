import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { searchAddresses, type AddressQuestion } from '../../subgraphs/lgn/address/address-search.ts';
import { ask, importFile, openWorld, type World } from '../support/world.ts';

let world: World<'lgn'>;

beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
});
afterAll(() => world.close());

async function best(text: string, question: Partial<AddressQuestion> = {}) {
  const found = await searchAddresses(world.sql, { text, communeCode: null, near: null, first: 5, ...question });
  const [first] = found;
  if (first === undefined) return null;
  return { match: first.match, id: first.address?.id ?? first.street.id, score: first.score };
}

describe('what is typed finds the address', () => {
  it.each([
    ['as it is written', '12 Rue de la Paix 47000 Agen', '47001_0100_00012', 'EXACT'],
    ['in lower case, without postcode', '12 rue de la paix agen', '47001_0100_00012', 'EXACT'],
    ['in capitals with a comma', '12, RUE DE LA PAIX, AGEN', '47001_0100_00012', 'EXACT'],
    ['with its suffix apart', '12 bis rue de la paix agen', '47001_0100_00012_bis', 'EXACT'],
    ['with its suffix stuck', '12bis rue de la paix agen', '47001_0100_00012_bis', 'EXACT'],
    ['with b for bis', '12 b rue de la paix agen', '47001_0100_00012_bis', 'EXACT'],
    ['with a b that is a b', '3b av du general de gaulle agen', '47001_0300_00003_b', 'EXACT'],
    ['with n°', 'n° 12 rue de la paix agen', '47001_0100_00012', 'EXACT'],
    ['with the number after the street', 'rue de la paix 12 agen', '47001_0100_00012', 'EXACT'],
    ['with the commune first', 'agen, 12 rue de la paix', '47001_0100_00012', 'EXACT'],
    ['abbreviated av', '12 av du general de gaulle marmande', '47157_0300_00012', 'EXACT'],
    ['abbreviated av gal', '12 av gal de gaulle 47000', '47001_0300_00012', 'EXACT'],
    ['abbreviated bd', '9 bd du gal de gaulle villeneuve sur lot', '47323_0300_00009', 'EXACT'],
    ['abbreviated r', '12 r de la paix boe', '47031_0100_00012', 'EXACT'],
    ['abbreviated chem', '21 chem du moulin villeneuve-sur-lot', '47323_0500_00021', 'EXACT'],
    ['abbreviated s/', '21 che du moulin villeneuve s/ lot', '47323_0500_00021', 'EXACT'],
    ['abbreviated ste', '2 rue ste catherine villeneuve sur lot', '47323_0510_00002', 'EXACT'],
    ['abbreviated lot', '6 lot les pins villeneuve sur lot', '47323_0520_00006', 'EXACT'],
    ['abbreviated rte', '1520 rte de villeneuve layrac', '47145_0610_01520', 'EXACT'],
    ['abbreviated pl', '14 pl du 14 juillet aiguillon', '47004_0620_00014', 'EXACT'],
    ['abbreviated imp', '5 bis imp des lilas nerac', '47195_0400_00005_bis', 'EXACT'],
    ['where lot is the river', '3 rue du lot ste livrade sur lot', '47252_0500_00003', 'EXACT'],
    ['with a date in the name', '8 rue du 8 mai 1945 agen', '47001_0320_00008', 'EXACT'],
    ['with a road number in the name', '911 route departementale 911 fumel', '47106_0630_00911', 'EXACT'],
    ['with a ligature', '2a chemin des oeillets pont du casse', '47209_0660_00002_a', 'EXACT'],
    ['with a curly apostrophe', '4 rue d’agen boé', '47031_0210_00004', 'EXACT'],
    ['with a hyphen for the apostrophe', '4 rue d-agen boé', '47031_0210_00004', 'EXACT'],
    ['where the street bears a commune’s name', '4 rue de boé agen', '47001_0210_00004', 'EXACT'],
    ['by a hamlet', '145 bordeneuve moirax', '47169_b001_00145', 'EXACT'],
    ['by « lieu-dit »', '99 lieu-dit bordeneuve layrac', '47145_b002_00099', 'EXACT'],
    ['by « lieu dit » that the base writes and nobody types', '99 bordeneuve layrac', '47145_b002_00099', 'EXACT'],
    ['with a CEDEX', '100 bd de la république 47916 agen cedex 9', '47001_0310_00100', 'EXACT'],
    ['told apart by an article', '7 rue de saint-jean agen', '47001_0230_00007', 'EXACT'],
    ['told apart by the lack of an article', '7 rue saint jean agen', '47001_0220_00007', 'EXACT'],
    ['with a slip in the street', '8 rue de la republiqe marmande', '47157_0310_00008', 'APPROXIMATE'],
    ['with swapped letters', '8 rue de la repulbique marmande', '47157_0310_00008', 'APPROXIMATE'],
    ['with a slip in the commune', '5 impasse des lilas nerrac', '47195_0400_00005', 'APPROXIMATE'],
    ['with words out of order', '17 jaures jean rue foulayronnes', '47100_0650_00017', 'APPROXIMATE'],
    ['unfinished', '33 grand r casteljal', '47052_0640_00033', 'APPROXIMATE'],
    ['with a wrong postcode', '12 rue de la paix 47300 agen', '47001_0100_00012', 'APPROXIMATE'],
    ['with another kind of street', '4 rue victor hugo agen', '47001_0650_00004', 'APPROXIMATE'],
    ['without number', 'rue de la paix agen', '47001_0100', 'NUMBER_MISSING'],
    ['with a number that does not exist', '13 rue de la paix agen', '47001_0100', 'NUMBER_NOT_FOUND'],
    ['with a suffix that does not exist', '14 ter rue de la paix agen', '47001_0100', 'NUMBER_NOT_FOUND'],
    ['without commune', '33 grand rue', '47052_0640_00033', 'STREET_ONLY'],
    ['in the wrong commune', '33 grand rue agen', '47052_0640_00033', 'OTHER_COMMUNE'],
  ])('%s: %s', async (_how, text, id, match) => {
    expect(await best(text)).toMatchObject({ id, match });
  });
});

describe('nothing is promised that was not asked', () => {
  it('does not take « Lille » for the Rue de Lille in Boé', async () => {
    const answer = await best('Lille');
    expect(answer?.match).toBe('APPROXIMATE');
    expect(answer?.score).toBeLessThanOrEqual(0.4);
  });

  it('is exact for none of two streets when the postcode is all that tells the commune', async () => {
    const found = await searchAddresses(world.sql, {
      text: '10 rue de l’église 47240',
      communeCode: null,
      near: null,
      first: 5,
    });
    expect(found.slice(0, 2).map(({ match }) => match)).toEqual(['APPROXIMATE', 'APPROXIMATE']);
  });

  it('is not exact when the chosen commune contradicts the text', async () => {
    expect((await best('12 rue de la paix agen', { communeCode: '47031' }))?.match).not.toBe('EXACT');
  });

  it.each(['', '   ', '12', '47000', '🙂', '%_\\', "'; DROP TABLE address; --", 'x'.repeat(200), 'zzzz qqqq'])(
    'answers nothing to « %s »',
    async (text) => {
      expect(await best(text)).toBeNull();
    },
  );

  it('puts the nearest first at equal likeness', async () => {
    const near = { latitude: 44.2481, longitude: 0.6241 };
    const answers = await searchAddresses(world.sql, { text: 'rue de l eglise', communeCode: null, near, first: 3 });
    expect(answers[0]?.street.communeCode).toBe('47051');
  });
});

it('never throws, and an exact answer bears the number and the words that were asked', async () => {
  const words = fc.constantFrom(
    '12',
    '3',
    'bis',
    'b',
    'rue',
    'av',
    'r',
    'de',
    'la',
    'paix',
    'st',
    'jean',
    'agen',
    'boe',
    'lille',
    '47000',
    'gaulle',
    'd',
    'general',
    '8',
    'mai',
    '1945',
    'é',
    '-',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(words, { maxLength: 9 }).map((list) => list.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      const answers = await searchAddresses(world.sql, { text: typed, communeCode: null, near: null, first: 5 });
      for (const { match, address, score } of answers) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        if (match === 'EXACT') expect(typed).toContain(String(address?.number));
      }
      expect(answers.filter(({ match }) => match === 'EXACT').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 150 },
  );
});

describe('searchAddresses in the graph', () => {
  it('gives the address, its commune’s key and its premises in one question', async () => {
    const { data, errors } = await ask(
      world,
      `{ searchAddresses(query: "12 bis rue de la paix agen", first: 1) { match score label
        address { id number suffix parcels certified commune { inseeCode } premises { id fibre { status } } provenance { source asOf } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.searchAddresses).toEqual([
      {
        match: 'EXACT',
        score: 1,
        label: '12 bis Rue de la Paix 47000 Agen',
        address: {
          id: '47001_0100_00012_bis',
          number: 12,
          suffix: 'bis',
          parcels: ['470010000A0012', '470010000A0013'],
          certified: false,
          commune: { inseeCode: '47001' },
          premises: { id: '47001_0100_00012_bis', fibre: { status: 'UNKNOWN' } },
          provenance: { source: 'Base Adresse Nationale', asOf: '2026-11-01' },
        },
      },
    ]);
  });

  it.each([
    ['first: 0', 'first vaut 0'],
    ['communeCode: "Agen"', 'communeCode vaut « Agen » :'],
    ['communeCode: "12 rue du Canari"', 'communeCode vaut un texte d’une autre forme :'],
    ['near: { latitude: 144, longitude: 0 }', 'n’est pas sur le globe'],
  ])('refuses %s with a sentence', async (argument, sentence) => {
    const { errors } = await ask(world, `{ searchAddresses(query: "rue", ${argument}) { score } }`);
    expect(errors?.[0]?.message).toContain(sentence);
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });
});
