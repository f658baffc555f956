import type { GraphQLError } from 'graphql';
import { hubError } from '../../platform/errors.ts';

/** To a caller who may ask trusted documents alone. */
export function untrustedDocument(hash: string): GraphQLError {
  return hubError(
    'DOCUMENT_NOT_TRUSTED',
    `Ce document (« sha256:${hash} ») n’est pas de ceux que le hub accepte de cet appelant. Faites-le enregistrer par qui exploite le hub (« npm run hub -- documents add manifeste.json »), ou présentez une clé ou un jeton qui permet d’en écrire d’autres ; voir le guide « documents ».`,
    { http: { status: 403 } },
  );
}

export function unknownDocument(hash: string): GraphQLError {
  return hubError(
    'DOCUMENT_NOT_FOUND',
    `Le hub ne connaît pas de document « sha256:${hash} ». Envoyez son texte dans « query », ou faites-le enregistrer ; son identifiant est le SHA-256 de son texte exact.`,
    { http: { status: 404 } },
  );
}

export function unreadableIdentifier(): GraphQLError {
  return hubError(
    'INVALID_INPUT',
    '« documentId » est « sha256: » suivi des 64 chiffres hexadécimaux, en minuscules, du SHA-256 du document, par exemple « sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e ».',
    { http: { status: 400 } },
  );
}

/** A hash given with a text that has another: nothing can be registered under the hash of something else. */
export function otherDocument(hash: string): GraphQLError {
  return hubError(
    'INVALID_INPUT',
    `L’empreinte donnée n’est pas celle du texte envoyé dans « query », dont le SHA-256 est « ${hash} ».`,
    { http: { status: 400 } },
  );
}
