const GOOD_BODY = 'Exemple : {"query":"{ __typename }"}.';

/** What the server library answers to a faulty request, by the beginning of its own sentence, in French. */
const SENTENCES: readonly (readonly [start: string, french: string])[] = [
  [
    'This operation has been blocked as a potential Cross-Site Request Forgery',
    'Demande refusée par précaution (CSRF) : envoyez-la avec l’en-tête « Content-Type: application/json », ou ajoutez l’en-tête « apollo-require-preflight: true ».',
  ],
  ['GET requests only support query operations', 'Une mutation ne passe pas par GET : envoyez-la par POST.'],
  [
    'POST body missing',
    `Le corps de la demande est vide ou n’est pas du JSON. Exemple : {"query":"{ __typename }"} avec « Content-Type: application/json ».`,
  ],
  [
    'GraphQL operations must contain a non-empty `query`',
    `La demande ne contient pas de requête GraphQL. ${GOOD_BODY}`,
  ],
  ['GraphQL queries must be strings', `Le champ « query » doit être un texte. ${GOOD_BODY}`],
  ['`variables` in a POST body', 'Le champ « variables » doit être un objet JSON. Exemple : {"code":"47001"}.'],
  ['`extensions` in a POST body', 'Le champ « extensions » doit être un objet JSON. Exemple : {}.'],
  ['`operationName` in a POST body', 'Le champ « operationName » doit être un texte. Exemple : "Communes".'],
  ["The 'query' search parameter may only", 'Dans l’adresse, « query » ne se donne qu’une fois.'],
  ["The 'variables' search parameter may only", 'Dans l’adresse, « variables » ne se donne qu’une fois.'],
  ["The 'operationName' search parameter may only", 'Dans l’adresse, « operationName » ne se donne qu’une fois.'],
  ["The 'extensions' search parameter may only", 'Dans l’adresse, « extensions » ne se donne qu’une fois.'],
  [
    'The variables search parameter',
    'Dans l’adresse, « variables » doit être un objet JSON, encodé. Exemple : variables=%7B%22code%22%3A%2247001%22%7D.',
  ],
  [
    'The extensions search parameter',
    'Dans l’adresse, « extensions » doit être un objet JSON, encodé. Exemple : extensions=%7B%7D.',
  ],
  ['GET requests may not have a content-type', 'Une demande par GET n’a pas d’autre type que « application/json ».'],
  [
    "An 'accept' header was provided",
    'Le hub répond en JSON : demandez « Accept: application/json » ou « Accept: application/graphql-response+json ».',
  ],
  ['Apollo server received an operation that uses incremental', 'Le hub ne répond pas par morceaux : ôtez « @defer ».'],
  ['Apollo Server supports only GET/POST', 'Le hub se demande par GET ou par POST.'],
  ['No operations found in request', `La demande ne contient aucune opération. ${GOOD_BODY}`],
  ['Operation batching disabled', 'Une seule opération par demande : envoyez un objet JSON, pas une liste.'],
  // Words of Apollo's protocol: clients compare them.
  ['PersistedQueryNotFound', 'PersistedQueryNotFound'],
  ['PersistedQueryNotSupported', 'PersistedQueryNotSupported'],
  ['Unknown operation named', 'L’opération nommée par « operationName » n’est pas dans la requête.'],
  [
    'Must provide operation name',
    'La requête ne contient pas une opération, et une seule : dites laquelle exécuter dans « operationName ».',
  ],
];

/** The French sentence for a message of the server library; `undefined` of any other message. */
export function librarySentence(message: string): string | undefined {
  return SENTENCES.find(([start]) => message.startsWith(start))?.[1];
}
