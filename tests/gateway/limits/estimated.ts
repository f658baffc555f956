import { expect } from '@jest/globals';
import { getOperationAST, getVariableValues, parse, validate, type GraphQLSchema } from 'graphql';
import { operationCost } from '../../../gateway/limits/cost/operation-cost.ts';
import { readCosts } from '../../../gateway/limits/cost/read-costs.ts';

interface Counted {
  readonly schema: GraphQLSchema;
  readonly supergraph: string;
}

/** What an operation is estimated to cost with these variables. */
export function estimated(query: string, given: object, { schema, supergraph }: Counted): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const definition = getOperationAST(document);
  if (definition === null || definition === undefined) throw new Error('One operation is expected.');
  const { coerced, errors } = getVariableValues(schema, definition.variableDefinitions ?? [], { ...given });
  if (errors !== undefined) throw errors[0] ?? new Error('variables');
  const count = operationCost({ document, definition, schema }, { costs: readCosts(parse(supergraph)), listSize: 10 });
  return count(coerced);
}
