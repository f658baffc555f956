import type { Dataset } from '../platform/importer/dataset.ts';
import { SUBGRAPHS, type SubgraphName } from './subgraphs.ts';

/** The datasets that an organisation imports. */
export async function datasetsOf(subgraph: SubgraphName): Promise<readonly Dataset[]> {
  const { datasets } = (await import(`../subgraphs/${subgraph}/import.ts`)) as { datasets: readonly Dataset[] };
  return datasets;
}

export interface OwnedDataset {
  readonly subgraph: SubgraphName;
  readonly dataset: Dataset;
}

/** Every dataset of the hub, with its owner. */
export async function allDatasets(): Promise<readonly OwnedDataset[]> {
  const lists = await Promise.all(
    SUBGRAPHS.map(async (subgraph) => (await datasetsOf(subgraph)).map((dataset) => ({ subgraph, dataset }))),
  );
  return lists.flat();
}
