import { Pool } from 'pg';

/**
 * Connections that survive the loss of their server: a statement under way fails, the next one connects again.
 * Without these listeners, a connection lost while it is idle would end the process.
 */
export function openPool(url: string, { maxConnections }: { maxConnections: number }): Pool {
  const pool = new Pool({ connectionString: url, max: maxConnections });
  const lost = () => undefined;
  return pool.on('error', lost).on('connect', (client) => client.on('error', lost));
}
