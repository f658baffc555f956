import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { delimiterOf, headerOf } from '../../platform/importer/csv-dialect.ts';

describe('the separator of a CSV file', () => {
  it.each([
    ['a semicolon', 'code;nom;x\n1;2,5;3', ';'],
    ['a comma', 'code,nom,x\n1,"a;b;c;d",3', ','],
    ['a tab', 'code\tnom\n1\t2', '\t'],
    ['a bar', 'code|nom|x', '|'],
    ['a comma, though a quoted name holds semicolons', '"a;b;c;d",nom,x', ','],
    ['a semicolon, though data rows hold more commas', 'code;nom\n1;a,b,c,d,e,f', ';'],
    ['a semicolon after a byte-order mark', '\uFEFFcode;nom', ';'],
    ['a semicolon when there is one column only', 'code\n1', ';'],
  ])('is %s', (_what, head, delimiter) => {
    expect(delimiterOf(head)).toBe(delimiter);
  });
});

describe('the header of a CSV file', () => {
  it.each([
    ['names in quotes', '"code";"nom ""usuel"""', ['code', 'nom "usuel"']],
    ['names between spaces', ' code ; nom ', ['code', 'nom']],
    ['a byte-order mark', '\uFEFFcode,nom', ['code', 'nom']],
    ['Windows line ends', 'code;nom\r\n1;2\r\n', ['code', 'nom']],
    ['old Mac line ends', 'code;nom\r1;2\r', ['code', 'nom']],
    ['blank lines first', '\n\ncode;nom\n', ['code', 'nom']],
    ['an inch sign inside a name', 'code;écran 15";nom', ['code', 'écran 15"', 'nom']],
    ['nothing at all', '', []],
  ])('with %s is read', (_what, head, columns) => {
    expect(headerOf(head)).toEqual(columns);
  });

  it('gives back the names of any header, with any separator', () => {
    const characters = fc.constantFrom('a', 'b', 'é', ' ', '"', ';', ',', '|', '\t', '_', '7');
    const name = fc.string({ unit: characters, minLength: 1, maxLength: 12 }).map((text) => `n${text}x`);
    fc.assert(
      fc.property(fc.array(name, { minLength: 2 }), fc.constantFrom(';', ',', '\t', '|'), (names, delimiter) => {
        const header = names.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
        expect(headerOf(`${header}\n1${delimiter}2\n`)).toEqual(names);
      }),
      { numRuns: 500 },
    );
  });

  it('never fails, whatever the file holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (head) => expect(Array.isArray(headerOf(head))).toBe(true)));
  });
});
