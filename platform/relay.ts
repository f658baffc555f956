/** Pothos' Relay options of every subgraph: forward connections only, described in French. */
export const RELAY_OPTIONS = {
  clientMutationId: 'omit',
  cursorType: 'String',
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  pageInfoTypeOptions: {
    directives: { cacheControl: { inheritMaxAge: true } },
    shareable: true,
    description: 'Position d’une page dans une liste.',
  },
  edgesFieldOptions: { description: 'Les éléments de la page, chacun avec son curseur.' },
  pageInfoFieldOptions: { description: 'Position de la page dans la liste.' },
  cursorFieldOptions: { description: 'Curseur de l’élément, à donner à « after » pour reprendre après lui.' },
  nodeFieldOptions: { description: 'L’élément lui-même.' },
  hasNextPageFieldOptions: { description: 'S’il reste des éléments après cette page.' },
  hasPreviousPageFieldOptions: { description: 'S’il y a des éléments avant cette page.' },
  startCursorFieldOptions: { description: 'Curseur du premier élément de la page.' },
  endCursorFieldOptions: {
    description: 'Curseur du dernier élément de la page, à donner à « after » pour la suivante.',
  },
} as const;
