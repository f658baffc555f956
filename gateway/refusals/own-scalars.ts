import { isScalarType, type GraphQLScalarType, type GraphQLSchema, type ValueNode } from 'graphql';
import { DateScalar, DateTimeScalar } from '../../platform/scalars.ts';

/**
 * Gives the hub's own scalars their forms in a schema made of text, where any value would pass for one: a wrong date is
 * then refused with the operation, before an organisation is asked.
 */
export function withOwnScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const scalar of [DateScalar, DateTimeScalar]) {
    const type = schema.getType(scalar.name);
    if (isScalarType(type)) Object.assign(type, { parseValue: scalar.parseValue, parseLiteral: literalOf(scalar) });
  }
  return schema;
}

/** With an error that graphql-js places in the document, as it does those that are not its own. */
function literalOf({ parseLiteral }: GraphQLScalarType): (node: ValueNode) => unknown {
  return (node) => {
    try {
      return parseLiteral(node);
    } catch {
      throw new TypeError('wrong form');
    }
  };
}
