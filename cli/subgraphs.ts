/** The organisations' subgraphs, in the order of their ports. */
export const SUBGRAPHS = ['department', 'lgn', 'operators'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** The variable that names a subgraph's database. */
export function databaseVariable(subgraph: SubgraphName): string {
  return `${subgraph.toUpperCase()}_DATABASE_URL`;
}

/** The gateway's own database: the partners' keys. */
export const GATEWAY_DATABASE_VARIABLE = 'GATEWAY_DATABASE_URL';
export const GATEWAY_MIGRATIONS = 'gateway/migrations';

/** A subgraph's migrations. */
export function migrationsFolder(subgraph: SubgraphName): string {
  return `subgraphs/${subgraph}/prisma/migrations`;
}
