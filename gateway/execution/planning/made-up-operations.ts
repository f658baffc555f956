import type { GraphQLSchema } from 'graphql';
import { fieldsOf, isObject, madeUpQuery, type Choice } from './made-up-query.ts';

/** Small enough to be planned in some milliseconds, large enough to cross subgraphs. */
const MOST_FIELDS = 32;
const DEPTH = 4;
const LEAVES = 4;
const OBJECTS = 2;
/** Possible types of an abstract one that have a fragment. */
const FRAGMENTS = 2;

/**
 * An operation such as a client might ask, made of the schema: each number gives another, and the numbers that follow one
 * another go through the root fields. `null` when there is nothing to ask.
 */
export function madeUpOperation(schema: GraphQLSchema, number: number): string | null {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const root = roots[number % roots.length];
  if (root === undefined) return null;
  return madeUpQuery(`MadeUp${number}`, [root], DEPTH, choiceAt(schema, Math.floor(number / roots.length)));
}

/** What is chosen at each turn. */
function choiceAt(schema: GraphQLSchema, turn: number): Choice {
  return {
    fields: (type, depth, written) => {
      const fields = fieldsOf(type);
      const leaves = fields.filter((field) => !isObject(field));
      const objects = depth > 0 && written < MOST_FIELDS ? fields.filter(isObject) : [];
      return [...turned(turn, leaves, LEAVES), ...turned(turn, objects, OBJECTS)];
    },
    fragments: (abstract) =>
      turned(turn, schema.getPossibleTypes(abstract), FRAGMENTS).map((type) => {
        const plain = fieldsOf(type).filter((field) => !isObject(field) && field.args.length === 0);
        return { type: type.name, fields: turned(turn, plain, LEAVES).map(({ name }) => name) };
      }),
  };
}

/** Some of a list, others at each turn: sometimes one, sometimes as many as may be. */
function turned<T>(turn: number, all: readonly T[], most: number): readonly T[] {
  const count = Math.min(all.length, 1 + (turn % most));
  return Array.from({ length: count }, (_, at) => all[(turn + at) % all.length]).filter((one) => one !== undefined);
}
