import { isRequiredArgument, type GraphQLSchema } from 'graphql';
import { fieldsOf, isObject, madeUpQuery, type Choice } from './made-up-query.ts';

const ROOT_FIELDS = 8;
const FIELDS = 5;
const DEPTH = 2;

const FIRST_FIELDS: Choice = {
  fields: (type, depth) => {
    const plain = fieldsOf(type).filter(({ args }) => !args.some(isRequiredArgument));
    return plain.slice(0, FIELDS).filter((field) => depth > 0 || !isObject(field));
  },
  fragments: () => [],
};

/**
 * A query over the first fields of the schema. Planning it once makes the planner work out what it derives lazily from
 * the supergraph, and its code be compiled, before the first caller waits. `null` when there is nothing to ask.
 */
export function warmUpQuery(schema: GraphQLSchema): string | null {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).slice(0, ROOT_FIELDS);
  return roots.length === 0 ? null : madeUpQuery('WarmUp', roots, DEPTH, FIRST_FIELDS);
}
