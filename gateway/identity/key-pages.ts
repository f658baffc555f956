import type { FastifyInstance } from 'fastify';
import type { SigningKeys } from './signing-keys.ts';

/** Where organisations read the public keys that verify what this gateway signs. */
export const JWKS_PATH = '/.well-known/jwks.json';

export function addKeyPages(app: FastifyInstance, keys: SigningKeys): void {
  app.get(JWKS_PATH, (_request, reply) =>
    reply
      .headers({ 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=60' })
      .send(JSON.stringify(keys.published())),
  );
}
