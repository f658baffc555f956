import type { GatewaySettings } from '../settings.ts';
import type { Transport } from '../transport/transport.ts';
import { BatchedFetch } from './batched-fetch.ts';
import { JoinedCounts, type JoinedOfSubgraph } from './joined-counts.ts';

/** The way to subgraphs, on which root fields of several requests are asked as one. */
export interface BatchedTransport extends Transport {
  /** What was joined of the fetches of a subgraph. */
  readonly joined: (subgraph: string) => JoinedOfSubgraph;
}

/** Puts batching before a transport, unless the settings ask each fetch alone. */
export function throughBatches(transport: Transport, { maxTogether }: GatewaySettings): BatchedTransport {
  const counts = new JoinedCounts();
  if (maxTogether < 2) return { ...transport, joined: counts.read };
  const { fetch } = new BatchedFetch(transport.fetch, maxTogether, counts);
  return { ...transport, fetch, joined: counts.read };
}
