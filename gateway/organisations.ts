/** The organisations behind the subgraphs, as a French reader knows them. A subgraph unknown here keeps its own name. */
const LABELS: Readonly<Record<string, string>> = {
  department: 'Conseil départemental de Lot-et-Garonne',
  lgn: 'Lot-et-Garonne Numérique (LGN)',
  operators: 'Opérateurs de services et d’internet',
};

/** The French name of the organisation that holds a subgraph. */
export function organisationLabel(subgraph: string): string {
  return LABELS[subgraph] ?? subgraph;
}
