import type { GraphQLError } from 'graphql';
import { hubError } from '../../../platform/errors.ts';

/** Fields nested deeper than this are refused: everything that reads a program may recurse on it. */
export const MAX_DEPTH = 200;

export function tooLarge(maxFields: number): GraphQLError {
  return hubError(
    'OPERATION_TOO_LARGE',
    `L’opération demande plus de ${maxFields} champs une fois ses fragments développés ; découpez-la en plusieurs opérations.`,
  );
}

export function tooDeep(): GraphQLError {
  return hubError(
    'OPERATION_TOO_LARGE',
    `L’opération emboîte ses champs ou ses fragments sur plus de ${MAX_DEPTH} niveaux ; découpez-la en plusieurs opérations.`,
  );
}

export function tooManySelections(): GraphQLError {
  return hubError(
    'OPERATION_TOO_LARGE',
    'L’opération a trop de sélections sur des types abstraits pour être planifiée ; découpez-la en plusieurs opérations.',
  );
}

export function tooLong(deadlineMs: number): GraphQLError {
  return hubError(
    'PLANNING_TIMEOUT',
    `L’opération n’a pas pu être planifiée en ${deadlineMs} ms ; demandez moins de champs sur des interfaces ou des unions, ou découpez-la.`,
  );
}

export function nestedIntrospection(fieldName: string): GraphQLError {
  return hubError(
    'INVALID_INPUT',
    `« ${fieldName} » ne se demande qu’à la racine d’une requête, par exemple « { __schema { queryType { name } } } ».`,
  );
}

export function noSuchOperation(operation: string): GraphQLError {
  return hubError(
    'INVALID_INPUT',
    `Le schéma n’a pas d’opération « ${operation} » ; posez une question, par exemple « { __typename } ».`,
  );
}

export function streamedOnly(): GraphQLError {
  return hubError(
    'INVALID_INPUT',
    'Cette opération est un abonnement (« subscription ») : elle se lit en flux, par POST avec l’en-tête « Accept: text/event-stream ».',
    { http: { status: 400 } },
  );
}
