import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

const ROOT_FIELDS = 8;
const FIELDS = 5;
const DEPTH = 2;

type Field = GraphQLField<unknown, unknown>;

/**
 * A query over the first fields of the schema. Planning it once makes the planner work out what it derives lazily from
 * the supergraph, and its code be compiled, before the first caller waits. `null` when there is nothing to ask.
 */
export function warmUpQuery(schema: GraphQLSchema): string | null {
  const root = schema.getQueryType();
  if (!root) return null;
  const variables: string[] = [];
  const fields = Object.values(root.getFields())
    .slice(0, ROOT_FIELDS)
    .flatMap((field) => {
      const given = field.args.filter(isRequiredArgument).map(({ name, type }) => {
        variables.push(`$v${variables.length}: ${String(type)}`);
        return `${name}: $v${variables.length - 1}`;
      });
      return written(field, given, DEPTH);
    });
  if (fields.length === 0) return null;
  return `query WarmUp${variables.length > 0 ? `(${variables.join(', ')})` : ''} { ${fields.join(' ')} }`;
}

function written(field: Field, given: readonly string[], depth: number): readonly string[] {
  const name = given.length > 0 ? `${field.name}(${given.join(', ')})` : field.name;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return [name];
  return depth === 0 ? [] : [`${name} { ${below(type, depth - 1).join(' ')} }`];
}

function below(type: GraphQLCompositeType, depth: number): readonly string[] {
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  const plain = fields.filter(({ args }) => !args.some(isRequiredArgument)).slice(0, FIELDS);
  const texts = plain.flatMap((field) => written(field, [], depth));
  return texts.length === 0 || isAbstractType(type) ? ['__typename', ...texts] : texts;
}
