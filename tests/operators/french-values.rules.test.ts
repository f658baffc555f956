import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OFFER_KIND_LABELS } from '../../subgraphs/operators/eligibility/vocabulary.ts';
import { centsOf, dateOf, wordOf, yesNoOf } from '../../subgraphs/operators/social-offer/french-values.rules.ts';
import { slugOf } from '../../subgraphs/operators/social-offer/slug.rules.ts';

describe('an amount in euros', () => {
  it.each([
    ['15,99', 1599],
    ['15.99', 1599],
    ['15', 1500],
    ['15,9', 1590],
    ['0,29', 29],
    ['15,99 €', 1599],
    ['1 200,50', 120_050],
    ['1\u202f200\u00a0€', 120_000],
  ])('« %s » is %i cents', (text, cents) => expect(centsOf(text)).toEqual({ ok: true, value: cents }));

  it.each(['1599 c', '15,999', '-5', '', 'gratuit', '1,200.50', '1e3', '12 34', '15,', ',50', '99999999999999999'])(
    '« %s » is refused, never rounded',
    (text) => expect(centsOf(text).ok).toBe(false),
  );

  it('gives back any number of cents, written with a comma or a point', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom(',', '.'), (cents, mark) => {
        const text = `${Math.floor(cents / 100)}${mark}${String(cents % 100).padStart(2, '0')}`;
        expect(centsOf(text)).toEqual({ ok: true, value: cents });
      }),
    );
  });
});

describe('a word of a French file', () => {
  it.each([
    ['Carte prépayée', 'PREPAID_CARD'],
    ['CARTE PREPAYEE', 'PREPAID_CARD'],
    ['prepaid_card', 'PREPAID_CARD'],
    ['internet', 'INTERNET'],
  ])('« %s » is %s', (text, code) => expect(wordOf(text, OFFER_KIND_LABELS)).toEqual({ ok: true, value: code }));

  it('is refused with the whole vocabulary when it is not in it', () => {
    expect(wordOf('intranet', OFFER_KIND_LABELS)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('« mobile »'),
    });
  });

  it.each([
    ['oui', true],
    ['NON', false],
    [' Oui ', true],
  ])('« %s » is %s', (text, value) => expect(yesNoOf(text)).toEqual({ ok: true, value }));
  it.each(['1', 'true', 'peut-être'])('« %s » is neither yes nor no', (text) => expect(yesNoOf(text).ok).toBe(false));
});

describe('a date', () => {
  it.each(['2026-03-01', '01/03/2026'])('« %s » is the first of March', (text) =>
    expect(dateOf(text)).toEqual({ ok: true, value: '2026-03-01' }),
  );
  it.each(['1/3/2026', '03-01-2026', '2026', ''])('« %s » is refused', (text) => expect(dateOf(text).ok).toBe(false));
});

describe('slugOf', () => {
  it('keeps letters and digits without their accents', () =>
    expect(slugOf('  Coup de pouce – été 2026 ! ')).toBe('coup-de-pouce-ete-2026'));
  it('gives an identifier or nothing, for any text', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(slugOf(text)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)));
  });
});
