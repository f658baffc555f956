import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scanFloat, scanInt, type ScanLeaf } from '../../../../gateway/execution/splicing/scan-leaf.ts';

/** Where the number ends that `JSON.stringify` would have written so, or -1: the slow and plain way. */
function endOf(text: string, isInt: boolean): number {
  const [written = ''] = /^[-+.\deE]*/.exec(text) ?? [];
  const value = Number(written);
  const isOfKind = isInt ? (value | 0) === value : Number.isFinite(value);
  return written !== '' && isOfKind && JSON.stringify(value) === written ? written.length : -1;
}

const after = fc.constantFrom('', ',', '}', ']', ' ', 'x', '"');
/** Texts that look like numbers, well written or not. */
const digits = (most: number) => fc.string({ unit: fc.constantFrom('0', '0', '1', '2', '5', '9'), maxLength: most });
const looksLike = fc
  .tuple(fc.constantFrom('', '', '-', '+'), digits(18), fc.constantFrom('', '.'), digits(18), after)
  .map((parts) => parts.join(''));
const withExponent = fc
  .tuple(digits(3), fc.constantFrom('', '.5'), fc.constantFrom('e', 'E', 'e+', 'e-'), digits(3), after)
  .map((parts) => parts.join(''));
const written = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), after).map(([n, end]) => `${n}${end}`);
const short = fc
  .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 12 }), after)
  .map(([n, power, end]) => `${n / 10 ** power}${end}`);
const int = fc.tuple(fc.oneof(fc.integer(), fc.bigInt()), after).map(([n, end]) => `${n}${end}`);
const texts = fc.oneof(looksLike, withExponent, written, short, int);

describe.each<[string, ScanLeaf, boolean]>([
  ['an Int', scanInt, true],
  ['a Float', scanFloat, false],
])('%s in an answer', (_kind, scan, isInt) => {
  test('is cut exactly where it is written as JSON.stringify writes it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(scan(text, 0, false)).toBe(endOf(text, isInt));
      }),
      { numRuns: 20_000, seed: 47 },
    );
  });

  test('is cut in the middle of a text', () => {
    expect(scan('[12,34]', 4, false)).toBe(6);
  });

  test.each(['', '-', '-0', '00', '01', '1.0', '.5', '1.', '0.10', '1e5', '0e1', '+1', '2147483648.0', '-0.0', 'NaN'])(
    'is not %j',
    (text) => {
      expect(scan(text, 0, false)).toBe(-1);
    },
  );
});

test('a Float keeps the digits that a double needs, and no others', () => {
  const ends = ['0.1', '44.203142', '0.000001', '123456789012345', '0.30000000000000004', '1e+21', '5e-324'].map(
    (text) => scanFloat(`${text},`, 0, false) === text.length,
  );
  expect(ends).toEqual(ends.map(() => true));
  expect(scanFloat('0.0000001', 0, false)).toBe(-1);
  expect(scanFloat('0.300000000000000041', 0, false)).toBe(-1);
});
