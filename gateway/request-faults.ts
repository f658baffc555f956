/** Faults of the request itself: the beginning of their sentence, which its detail follows, all in French. */
export const REQUEST_FAULTS = {
  GRAPHQL_PARSE_FAILED: 'La requête n’est pas du GraphQL bien formé',
  GRAPHQL_VALIDATION_FAILED: 'La requête ne correspond pas au schéma',
  BAD_USER_INPUT: 'Une variable ne correspond pas au schéma',
  BAD_REQUEST: 'La demande est mal formée',
  OPERATION_RESOLUTION_FAILURE: 'L’opération à exécuter n’a pas été trouvée',
  PERSISTED_QUERY_NOT_FOUND:
    'Le hub ne connaît pas le document de cette empreinte (`extensions.persistedQuery`) ; envoyer son texte avec elle. Le message est le mot du protocole d’Apollo (« PersistedQueryNotFound »), que ses clients lisent',
  PERSISTED_QUERY_NOT_SUPPORTED:
    'Le hub ne garde pas les documents qu’on lui envoie avec leur empreinte ; envoyer le texte seul. Le message est le mot du protocole d’Apollo (« PersistedQueryNotSupported »)',
} as const;

export type RequestFault = keyof typeof REQUEST_FAULTS;
