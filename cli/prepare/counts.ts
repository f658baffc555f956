import { withClient } from '../../platform/database/provision.ts';
import type { SubgraphName } from '../subgraphs.ts';
import type { DatabaseUrls } from './databases.ts';

interface Kind {
  readonly label: string;
  readonly subgraph: SubgraphName;
  readonly table: string;
}

/** What the start screen counts. */
const KINDS: readonly Kind[] = [
  { label: 'communes', subgraph: 'department', table: 'commune' },
  { label: 'intercommunalités', subgraph: 'department', table: 'epci' },
  { label: 'organisations', subgraph: 'department', table: 'organisation' },
  { label: 'lieux', subgraph: 'department', table: 'place' },
  { label: 'accompagnements', subgraph: 'department', table: 'accompaniment' },
  { label: 'adresses', subgraph: 'lgn', table: 'address' },
  { label: 'immeubles (fibre)', subgraph: 'lgn', table: 'building' },
  { label: 'fermetures du cuivre', subgraph: 'lgn', table: 'copper_closure' },
  { label: 'offres sociales', subgraph: 'operators', table: 'social_offer' },
];

/** The number of rows of each kind, in the order in which they are shown. */
export async function countsOf(urls: DatabaseUrls): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { label, subgraph, table } of KINDS) {
    const { rows } = await withClient(urls[subgraph], (client) =>
      client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`),
    );
    counts.set(label, rows[0]?.count ?? 0);
  }
  return counts;
}
