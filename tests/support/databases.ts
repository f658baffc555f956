export const SUBGRAPHS = ['department', 'lgn', 'operators'] as const;
export type Subgraph = (typeof SUBGRAPHS)[number];

export function urlVariable(subgraph: string): string {
  return `${subgraph.toUpperCase()}_DATABASE_URL`;
}

export function templateName(subgraph: string): string {
  return `hub_test_template_${subgraph}`;
}

/** The template that holds the demonstration set, filled by the first test that wants it. */
export function demonstrationName(subgraph: string): string {
  return `hub_test_demonstration_${subgraph}`;
}

/** The same server's URL, for another of its databases. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
