import { GraphQLError } from 'graphql';

/** ` Did you mean "a", "b", or "c"?`, as graphql-js ends a message that names what the schema has. */
const SUGGESTION = / ?Did you mean [^?]*\?/g;

/** The error without what it suggests of the schema: for callers who may not read it. */
export function withoutSuggestions(error: GraphQLError): GraphQLError {
  if (!error.message.includes('Did you mean ')) return error;
  const message = error.message.replace(SUGGESTION, '');
  return new GraphQLError(message, { nodes: error.nodes ?? null, extensions: error.extensions });
}
