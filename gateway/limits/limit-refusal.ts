import type { GraphQLError } from 'graphql';
import { hubError } from '../../platform/errors.ts';

/** Each limit of a document: what of it is counted, in French, and what to do. */
const SENTENCES = {
  tokens: ['compte', 'éléments lexicaux', 'Passez les valeurs en variables, ou découpez-la.'],
  depth: ['emboîte ses champs sur', 'niveaux', 'Demandez ce qui est plus profond dans une seconde requête.'],
  aliases: ['donne', 'alias', 'Passez les identifiants en liste, ou découpez-la.'],
  directives: ['porte', 'directives', 'Découpez-la en plusieurs requêtes.'],
  rootFields: ['pose', 'questions à la racine', 'Découpez-la en plusieurs requêtes.'],
  fields: ['demande', 'champs une fois ses fragments développés', 'Découpez-la en plusieurs requêtes.'],
  batch: ['réunit', 'opérations', 'Envoyez chacune dans une demande à elle.'],
  nesting: ['emboîte ses valeurs sur', 'niveaux ou plus', 'Aucune valeur du schéma n’en demande autant.'],
  introspections: ['interroge le schéma', 'fois', 'Une seule requête d’introspection suffit à le lire en entier.'],
  introspectionDepth: [
    'emboîte les listes du schéma sur',
    'niveaux',
    'La requête d’introspection habituelle en emboîte deux.',
  ],
} as const;

export type DocumentLimit = keyof typeof SENTENCES;

/** `value` is at least that: what is counted further is not, once the limit is passed. */
export function documentLimitRefusal(limit: DocumentLimit, value: number, maximum: number): GraphQLError {
  const [verb, what, advice] = SENTENCES[limit];
  return hubError(
    'OPERATION_TOO_LARGE',
    `La requête ${verb} ${spoken(value)} ${what} ; le maximum est ${spoken(maximum)}. ${advice}`,
    { limit, value: Math.min(value, Number.MAX_SAFE_INTEGER), maximum, http: { status: 400 } },
  );
}

/** A number as a French reader writes it, e.g. « 12 000 ». */
export function spoken(value: number): string {
  return value > 1e9 ? 'plus d’un milliard de' : value.toLocaleString('fr-FR');
}
