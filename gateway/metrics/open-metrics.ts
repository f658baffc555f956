import type { Server } from 'node:http';
import type { CachedTransport } from '../caching/cached-transport.ts';
import type { Engine } from '../execution/engine.ts';
import type { Live } from '../live/open-live.ts';
import { executionFamilies, subscriptionFamilies, type PlanningMetrics } from './gateway-metrics.ts';
import { followServer, type HttpMetrics } from './http-metrics.ts';
import { serveMetrics, type MetricsServer } from './metrics-server.ts';
import { processMetrics } from './process-metrics.ts';

export interface Measured {
  readonly engine: Engine;
  readonly transport: CachedTransport;
  readonly planning: PlanningMetrics;
  readonly http: HttpMetrics;
  readonly live: Pick<Live, 'count'>;
  /** The gateway's HTTP server. */
  readonly server: Server;
}

/** Serves the metrics of a gateway, where the settings say; nothing is measured otherwise. */
export async function openMetrics(
  where: { readonly host: string; readonly port: number },
  { engine, transport, planning, http, live, server }: Measured,
): Promise<MetricsServer> {
  const unfollow = followServer(server, http);
  const own = processMetrics();
  const families = () => [
    ...http.families(),
    ...executionFamilies(engine, transport),
    ...planning.families(),
    ...subscriptionFamilies(live.count),
    ...own.families(),
  ];
  const served = await serveMetrics(where, families);
  return {
    url: served.url,
    close: async () => {
      unfollow();
      own.close();
      await served.close();
    },
  };
}
