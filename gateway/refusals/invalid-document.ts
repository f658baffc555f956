import { GraphQLError, isEnumType, type ASTNode, type GraphQLSchema, type ValueNode } from 'graphql';
import { kindOfLiteral } from '../../platform/kinds.ts';
import { suggestionOf } from '../limits/suggestions.ts';
import { REQUEST_FAULTS } from '../request-faults.ts';
import { expectedForm, inputTypeOf, wrongKind } from './expected-form.ts';
import { quoted } from './told-name.ts';
import { validationSentence } from './validation-sentences.ts';

/**
 * A fault that graphql-js found in a document, in French, with the names of the document and of the schema. A value that
 * is written in the document is never told, only its kind: it may be an address.
 */
export function invalidDocument({ message, nodes }: GraphQLError, schema: GraphQLSchema): GraphQLError {
  const detail = validationSentence(message) ?? wrongLiteral(message, { node: nodes?.[0], schema });
  const told = detail === null ? '.' : ` : ${detail}${suggestionOf(message)}`;
  return new GraphQLError(`${REQUEST_FAULTS.GRAPHQL_VALIDATION_FAILED}${told}`, {
    nodes: nodes ?? null,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}

/** How graphql-js begins when a value is not of its type: the type first, then the value. */
const TYPES: readonly RegExp[] = [
  /^Expected value of type "([\w[\]!]+)", found /,
  /^(Int|Float|String|Boolean|ID) cannot represent /,
  /^Enum "(\w+)" cannot represent /,
];

function wrongLiteral(
  message: string,
  { node, schema }: { readonly node: ASTNode | undefined; readonly schema: GraphQLSchema },
): string | null {
  const unknown = / does not exist in "(\w+)" enum\./.exec(message)?.[1];
  if (unknown !== undefined && isEnumType(schema.getType(unknown)))
    return `cette valeur n’est pas de l’énumération ${quoted(unknown)}.`;
  const written = TYPES.map((form) => form.exec(message)?.[1]).find((found) => found !== undefined);
  const type = written === undefined ? undefined : inputTypeOf(written, schema);
  if (type === undefined || node === undefined) return null;
  return `attendu ${expectedForm(type)} ; écrit : ${wrongKind(kindOfLiteral(node as ValueNode), type)}.`;
}
