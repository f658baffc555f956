import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';

const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-?8"?\s*(?:;|$))/i;

/**
 * Why a body would be read as what it is not: it is JSON, and JSON is UTF-8; a compressed one is not unpacked, because
 * its real size would be known too late. Its type is Fastify's to judge.
 */
export function unreadableBody(headers: IncomingHttpHeaders): GraphQLError | null {
  const { 'content-type': contentType, 'content-encoding': encoding } = headers;
  if (encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity') {
    return unsupported('Le corps de la demande ne doit pas être compressé : ôtez l’en-tête « Content-Encoding ».');
  }
  if (contentType === undefined || !OTHER_CHARSET.test(contentType)) return null;
  return unsupported(
    'Le corps de la demande doit être en UTF-8, par exemple « Content-Type: application/json; charset=utf-8 ».',
  );
}

function unsupported(sentence: string): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code: 'BAD_REQUEST', http: { status: 415 } } });
}
