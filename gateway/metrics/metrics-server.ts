import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROMETHEUS_TYPE, prometheusText, type Family } from './prometheus-text.ts';

export interface MetricsServer {
  /** E.g. `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves `/metrics` on an address of its own. Not on the gateway's: behind a reverse proxy everyone comes from loopback, so
 * the door could not tell the operator's Prometheus from the public.
 */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  families: () => readonly Family[],
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/metrics';
    response.writeHead(isAsked ? 200 : 404, { 'content-type': PROMETHEUS_TYPE, 'cache-control': 'no-store' });
    response.end(isAsked ? prometheusText(families()) : '');
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}/metrics`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
