import type { GraphQLError } from 'graphql';
import { hubError } from '../../platform/errors.ts';

/** Why a key is refused; no sentence repeats it. */
export function malformedKey(): GraphQLError {
  return hubError(
    'KEY_INVALID',
    'La clé de l’en-tête « X-API-Key » n’est pas bien formée : elle n’a pas été recopiée entière. Attendu : « d47_live_ » suivi de 49 lettres et chiffres, sans guillemets ni espace.',
  );
}

export function unknownKey(): GraphQLError {
  return hubError(
    'KEY_INVALID',
    'La clé de l’en-tête « X-API-Key » n’est pas connue de ce hub ; vérifiez que c’est la vôtre, ou demandez-en une à qui exploite le hub.',
  );
}

export function revokedKey(): GraphQLError {
  return hubError(
    'KEY_REVOKED',
    'La clé de l’en-tête « X-API-Key » a été révoquée : remplacez-la par votre clé en vigueur, ou demandez-en une nouvelle à qui exploite le hub.',
  );
}

export function expiredKey(): GraphQLError {
  return hubError(
    'KEY_EXPIRED',
    'La clé de l’en-tête « X-API-Key » a expiré : demandez-en une nouvelle à qui exploite le hub.',
  );
}

export function unverifiableKey(): GraphQLError {
  return hubError(
    'KEYS_UNAVAILABLE',
    'Le hub ne peut pas vérifier cette clé pour l’instant ; réessayez dans un instant. Sans clé, ce qui est public se lit toujours.',
  );
}
