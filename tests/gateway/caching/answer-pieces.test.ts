import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerOf, piecesOf } from '../../../gateway/caching/answer-pieces.ts';
import { decoded, encoded } from '../../../gateway/latin1.ts';

describe('an answer is cut into its entities', () => {
  it.each([
    ['one', '{"data":{"_entities":[{"a":1}]}}', 1, ['{"a":1}']],
    ['several, one unknown', '{"data":{"_entities":[{"a":1},null,{"b":{}}]}}', 3, ['{"a":1}', 'null', '{"b":{}}']],
    [
      'with braces, quotes and backslashes in strings',
      '{"data":{"_entities":[{"a":"}\\\\\\"{,"},{"b":"\\\\"}]}}',
      2,
      ['{"a":"}\\\\\\"{,"}', '{"b":"\\\\"}'],
    ],
    ['the data of root fields', '{"data":{"a":[{"b":null}]}}', null, ['{"a":[{"b":null}]}']],
    ['no data of root fields', '{"data":null}', null, ['null']],
  ])('%s', (_what, answer, entities, pieces) => {
    expect(piecesOf(encoded(answer), entities)).toEqual(pieces);
  });

  it.each([
    ['errors', '{"data":{"_entities":[null]},"errors":[{"message":"a"}]}', 1],
    ['errors first', '{"errors":[{"message":"a"}],"data":{"_entities":[null]}}', 1],
    ['errors beside root data', '{"data":{"a":null},"errors":[]}', null],
    ['fewer entities', '{"data":{"_entities":[{"a":1}]}}', 2],
    ['more entities', '{"data":{"_entities":[{"a":1},{"a":2}]}}', 1],
    ['white space', '{"data": {"_entities":[{"a":1}]}}', 1],
    ['another key', '{"data":{"_entities":[{"a":1}],"b":1}}', 1],
    ['something after it', '{"data":{"_entities":[{"a":1}]}}{}', 1],
    ['an entity that is no object', '{"data":{"_entities":[1]}}', 1],
    ['no JSON', '{"data":{"_entities":[{"a":[}]}}', 1],
    ['half of it', '{"data":{"_entities":[{"a":"', 1],
    ['nothing', '', 1],
  ])('not with %s', (_what, answer, entities) => {
    expect(piecesOf(encoded(answer), entities)).toBeNull();
  });

  it('whatever its entities are, they are those of the subgraph, and joined they are its answer', () => {
    const entity = fc.option(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), { nil: null });
    fc.assert(
      fc.property(fc.array(entity, { minLength: 1 }), (entities) => {
        const answer = encoded(JSON.stringify({ data: { _entities: entities } }));
        const pieces = piecesOf(answer, entities.length);
        expect(pieces?.map((piece) => decoded(piece))).toEqual(entities.map((one) => JSON.stringify(one)));
        expect(answerOf(pieces ?? [], true)).toBe(answer);
      }),
    );
  });
});
