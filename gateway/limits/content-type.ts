import { GraphQLError } from 'graphql';

const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-?8"?\s*(?:;|$))/i;

/** A body is JSON, and JSON is UTF-8: another charset would be read as what it is not. Its type is Fastify's to judge. */
export function otherCharset(contentType: string | undefined): GraphQLError | null {
  if (contentType === undefined || !OTHER_CHARSET.test(contentType)) return null;
  return new GraphQLError(
    'Le corps de la demande doit être en UTF-8, par exemple « Content-Type: application/json; charset=utf-8 ».',
    { extensions: { code: 'BAD_REQUEST', http: { status: 415 } } },
  );
}
