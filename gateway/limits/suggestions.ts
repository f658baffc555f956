import { GraphQLError } from 'graphql';
import { either } from '../refusals/told-name.ts';

/** How graphql-js ends a message that names what the schema has: ` Did you mean "a", "b", or "c"?`. */
const ENGLISH = / Did you mean (to use an inline fragment on |the enum value )?((?:"\w+"(?:, or |, | or )?)+)\?$/;

/** The suggestion at the end of a message of graphql-js, in French; empty when there is none. */
export function suggestionOf(message: string): string {
  const [, what = '', names = ''] = ENGLISH.exec(message) ?? [];
  const suggested = [...names.matchAll(/\w+(?=")/g)].map(([name]) => name);
  if (suggested.length === 0) return '';
  return what.startsWith('to use')
    ? ` Vouliez-vous un fragment sur ${either(suggested)} ?`
    : ` Vouliez-vous dire ${either(suggested)} ?`;
}

const FRENCH = / Vouliez-vous [^?]*\?/g;

/** The error without what it suggests of the schema: for callers who may not read it. */
export function withoutSuggestions(error: GraphQLError): GraphQLError {
  if (!error.message.includes(' Vouliez-vous ')) return error;
  const message = error.message.replace(FRENCH, '');
  return new GraphQLError(message, { nodes: error.nodes ?? null, extensions: error.extensions });
}
