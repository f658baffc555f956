import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askedNumber } from '../../subgraphs/lgn/address/address-number.rules.ts';
import { areaWords, askedAddress, normalised, streetWords } from '../../subgraphs/lgn/address/address-text.rules.ts';
import { isSlipOf, wordSimilarity } from '../../subgraphs/lgn/address/word-similarity.rules.ts';

describe('what is typed is taken apart', () => {
  it.each([
    ['12 rue de la Paix', 12, null, null, 'rue paix'],
    ['12bis rue de la Paix', 12, 'bis', null, 'rue paix'],
    ['12 B rue de la Paix', 12, 'b', null, 'rue paix'],
    ['12 d rue de la Paix', 12, 'd', null, 'rue paix'],
    ['12 d’Artagnan', 12, null, null, 'artagnan'],
    ['12-14 rue de la Paix', 12, null, null, 'rue paix'],
    ['n° 7, av. du Gal Leclerc, 47000 AGEN', 7, null, '47000', 'avenue general leclerc agen'],
    ['8 mai 1945', null, null, null, '8 mai 1945'],
    ['3 rue du 11 novembre', 3, null, null, 'rue 11 novembre'],
    ['rue du 4 septembre', null, null, null, 'rue 4 septembre'],
    ['12 1er rang', 12, null, null, '1er rang'],
    ['D 656 nérac', null, null, null, '656 nerac'],
    ['Lieu-dit Bordeneuve', null, null, null, 'bordeneuve'],
    ['00012 rue x', null, null, null, 'rue x'],
  ])('%s', (text, number, suffix, postcode, words) => {
    const asked = askedAddress(text);
    expect({ ...asked, words: asked.words.join(' ') }).toMatchObject({ number, suffix, words });
    if (postcode !== null) expect(asked.postcode).toBe(postcode);
  });

  it('whatever the text, without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const { words, number } = askedAddress(text);
        expect(words.every((word) => /^[a-z0-9]+$/.test(word))).toBe(true);
        expect(number === null || (number > 0 && number <= 9999)).toBe(true);
      }),
    );
  });
});

it('normalising twice is normalising once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(normalised(normalised(text))).toBe(normalised(text));
    }),
  );
});

it.each([
  ['Rue de la Paix', 'rue paix'],
  ['LOT Les Pins', 'lotissement pins'],
  ['Rue du Lot', 'rue lot'],
  ['Bd St-Exupéry', 'boulevard saint exupery'],
  ['Chemin des Œillets', 'chemin oeillets'],
  ['La', 'la'],
  ['', ''],
])('« %s » is told apart by « %s »', (name, words) => {
  expect(streetWords(name).join(' ')).toBe(words);
});

it('keeps the river in a commune’s name', () => {
  expect(areaWords('Villeneuve-sur-Lot')).toEqual(['villeneuve', 'sur', 'lot']);
});

describe('a slip', () => {
  it.each([
    ['agen', 'agne', true],
    ['republique', 'republiqe', true],
    ['republique', 'repulbique', true],
    ['boe', 'bon', false],
    ['1945', '1944', false],
    ['paix', 'pins', false],
    ['villeneuve', 'villereal', false],
  ])('%s / %s: %p', (a, b, slip) => {
    expect(isSlipOf(a, b)).toBe(slip);
    expect(isSlipOf(b, a)).toBe(slip);
  });

  it('likeness is between 0 and 1, the same both ways, and 1 for the same word', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(wordSimilarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(wordSimilarity(a, b)).toBeLessThanOrEqual(1);
        expect(wordSimilarity(a, b)).toBeCloseTo(wordSimilarity(b, a));
        expect(wordSimilarity(a, a)).toBe(1);
      }),
    );
  });
});

describe('the number in a street', () => {
  const numbers = [
    { id: '12', number: 12, suffix: null },
    { id: '12bis', number: 12, suffix: 'bis' },
    { id: '14b', number: 14, suffix: 'B' },
  ];
  it.each([
    [12, null, '12'],
    [12, 'bis', '12bis'],
    [12, 'b', '12bis'],
    [12, 'ter', undefined],
    [14, 'b', '14b'],
    [14, 'bis', '14b'],
    [14, null, undefined],
    [13, null, undefined],
  ])('%d %s is %s', (number, suffix, id) => {
    expect(askedNumber(numbers, { number, suffix })?.id).toBe(id);
  });
});
