import type { GatewaySettings } from '../settings.ts';
import type { Transport } from '../transport/transport.ts';
import { BatchedFetch } from './batched-fetch.ts';

/** Puts batching before a transport, unless the settings ask each fetch alone. */
export function throughBatches(transport: Transport, { maxBatchedFetches }: GatewaySettings): Transport {
  if (maxBatchedFetches < 2) return transport;
  return { ...transport, fetch: new BatchedFetch(transport.fetch, maxBatchedFetches).fetch };
}
