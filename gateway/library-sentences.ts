const EXAMPLE = '{"query":"{ __typename }"}';

/** Texts of the server library that a caller may meet, and what to say instead; `$1` is what the text quotes. */
const SENTENCES: readonly (readonly [text: RegExp, french: string])[] = [
  [
    /^This operation has been blocked as a potential Cross-Site Request Forgery/,
    'Demande refusée par précaution (CSRF) : envoyez-la avec l’en-tête « Content-Type: application/json », ou ajoutez l’en-tête « apollo-require-preflight: true ».',
  ],
  [/^GET requests only support query operations/, 'Une mutation ne passe pas par GET : envoyez-la par POST.'],
  [
    /^GET requests may not have a content-type header/,
    'Une demande par GET n’a pas de corps : ôtez l’en-tête « Content-Type », ou donnez « application/json ».',
  ],
  [
    /^POST body missing/,
    `Le corps de la demande est vide ou n’est pas un objet JSON. Exemple : ${EXAMPLE} avec « Content-Type: application/json ».`,
  ],
  [
    /^GraphQL operations must contain a non-empty `query`/,
    `La demande ne contient pas de requête GraphQL. Exemple : ${EXAMPLE}.`,
  ],
  [/^GraphQL queries must be strings/, `Le champ « query » doit être un texte. Exemple : ${EXAMPLE}.`],
  [
    /^`(variables|extensions)` in a POST body/,
    'Le champ « $1 » doit être un objet JSON, et non un texte ni une liste. Exemple : {"query":"…","$1":{}}.',
  ],
  [
    /^`operationName` in a POST body/,
    'Le champ « operationName » doit être un texte, le nom d’une opération de la requête. Exemple : {"query":"query Lieux { … }","operationName":"Lieux"}.',
  ],
  [
    /^The '(query|operationName|variables|extensions)' search parameter may only be specified once/,
    'Le paramètre « $1 » de l’adresse est donné plusieurs fois : donnez-le une seule fois.',
  ],
  [
    /^The (variables|extensions) search parameter/,
    'Le paramètre « $1 » de l’adresse doit être un objet JSON. Exemple : $1=%7B%7D, qui est {} dans une adresse.',
  ],
  // Words of Apollo's protocol: clients compare them.
  [/^PersistedQueryNotFound/, 'PersistedQueryNotFound'],
  [/^PersistedQueryNotSupported/, 'PersistedQueryNotSupported'],
  [/^Operation batching disabled/, 'Une seule opération par demande : envoyez un objet JSON, pas une liste.'],
  // Only what is a GraphQL name is repeated.
  [
    /^Unknown operation named "([_A-Za-z]\w{0,79})"/,
    'L’opération « $1 », nommée par « operationName », n’est pas dans la requête : donnez le nom d’une des siennes.',
  ],
  [
    /^Unknown operation named/,
    'L’opération nommée par « operationName » n’est pas dans la requête : donnez le nom d’une des siennes.',
  ],
  [
    /^Must provide operation name/,
    'La requête contient plusieurs opérations : dites laquelle exécuter dans « operationName ».',
  ],
];

/** What a text of the server library says, in French; `undefined` for any other text. */
export function librarySentence(text: string): string | undefined {
  for (const [pattern, french] of SENTENCES) {
    const found = pattern.exec(text);
    if (found !== null) return french.replaceAll('$1', () => found[1] ?? '');
  }
  return undefined;
}
