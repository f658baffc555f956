import { describe, expect, it } from '@jest/globals';
import { decoded, encoded } from '../../../../gateway/latin1.ts';
import { cutsOf, partAnswers, partKey } from '../../../../gateway/execution/fusing/fused-answer.ts';

const CUTS = cutsOf([partKey(0), partKey(1)]);
const parts = (text: string) =>
  partAnswers(encoded(text), CUTS).map((part) => (part === null ? 'ask alone' : decoded(part)));

describe('the answer to a request of two fetches', () => {
  it('is cut as it is written by a subgraph', () => {
    expect(parts('{"data":{"_entities":[{"name":"é"},null],"_entities_of_part_2":[{"price":1.50}]}}')).toEqual([
      '{"data":{"_entities":[{"name":"é"},null]}}',
      '{"data":{"_entities":[{"price":1.50}]}}',
    ]);
  });

  it('is cut where nothing was asked, or nothing found', () => {
    expect(parts('{"data":{"_entities":[],"_entities_of_part_2":[]}}')).toEqual([
      '{"data":{"_entities":[]}}',
      '{"data":{"_entities":[]}}',
    ]);
  });

  it('is not cut within a text that looks like its keys', () => {
    const name = '],"_entities_of_part_2":[{';
    expect(parts(JSON.stringify({ data: { _entities: [{ name }], _entities_of_part_2: [{ name }] } }))).toEqual([
      JSON.stringify({ data: { _entities: [{ name }] } }),
      JSON.stringify({ data: { _entities: [{ name }] } }),
    ]);
  });

  it('is not cut within a value of any form that has the same keys', () => {
    const any = { _entities: [1], _entities_of_part_2: [2] };
    expect(parts(JSON.stringify({ data: { _entities: [{ any }], _entities_of_part_2: [{ any }] } }))).toEqual([
      JSON.stringify({ data: { _entities: [{ any }] } }),
      JSON.stringify({ data: { _entities: [{ any }] } }),
    ]);
  });

  it.each([
    ['white space', '{ "data": {"_entities": [{"a":1}], "_entities_of_part_2": []} }'],
    ['another order', '{"data":{"_entities_of_part_2":[],"_entities":[{"a":1}]}}'],
    ['extensions', '{"data":{"_entities":[{"a":1}],"_entities_of_part_2":[]},"extensions":{"took":1}}'],
  ])('is read with %s', (_what, text) => {
    expect(parts(text)).toEqual(['{"data":{"_entities":[{"a":1}]}}', '{"data":{"_entities":[]}}']);
  });

  it('gives each error to its fetch, under the path it would have alone', () => {
    const text = JSON.stringify({
      data: { _entities: [null], _entities_of_part_2: [{ a: null }] },
      errors: [
        { message: 'one', path: ['_entities_of_part_2', 0, 'a'], extensions: { code: 'A' } },
        { message: 'two', path: ['_entities', 0] },
        { message: 'of the whole' },
      ],
    });
    expect(parts(text).map((part): unknown => JSON.parse(part))).toEqual([
      {
        data: { _entities: [null] },
        errors: [{ message: 'two', path: ['_entities', 0] }, { message: 'of the whole' }],
      },
      {
        data: { _entities: [{ a: null }] },
        errors: [{ message: 'one', path: ['_entities', 0, 'a'], extensions: { code: 'A' } }],
      },
    ]);
  });

  it('that one fetch made null is asked again for the other', () => {
    expect(parts('{"data":null,"errors":[{"message":"all","path":["_entities"]}]}')).toEqual([
      '{"data":null,"errors":[{"message":"all","path":["_entities"]}]}',
      'ask alone',
    ]);
  });

  it('that refuses the request is asked again for both', () => {
    expect(parts('{"errors":[{"message":"Too many aliases."}]}')).toEqual(['ask alone', 'ask alone']);
  });

  it.each(['<html>', '[]', '{"data":3}', '{"data":{"_entities":[],"_entities_of_part_2":[', '{"data":{},"errors":3}'])(
    'that is none (%s) is none for both',
    (text) => {
      expect(parts(text)).toEqual([text, text]);
    },
  );
});
