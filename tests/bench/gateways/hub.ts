import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildGateway } from '../../../gateway/app.ts';
import { createLogger } from '../../../platform/log.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';

const { SUPERGRAPH_FILE, PORT, LOG_LEVEL } = process.env;
if (SUPERGRAPH_FILE === undefined || PORT === undefined) throw new Error('SUPERGRAPH_FILE and PORT are missing.');

const gateway = await buildGateway({
  supergraphFile: SUPERGRAPH_FILE,
  watchIntervalMs: 50,
  subgraphs: {},
  defaultTimeoutMs: 5000,
  requestTimeoutMs: 10_000,
  circuitBreaker: { failures: 10, openMs: 2000 },
  maxResponseBytes: 16_777_216,
  maxRequestBytes: 262_144,
  protection: ROOMY_PROTECTION,
  developmentToken: undefined,
  operationsFolder: path.join(tmpdir(), 'no-operations'),
  guidesFolder: path.join(tmpdir(), 'no-guides'),
  logger: createLogger('gateway', LOG_LEVEL ?? 'silent'),
});
await gateway.listen({ port: Number(PORT), host: '127.0.0.1' });

process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ memory: process.memoryUsage() });
});
/** A profiler writes its file only when the process ends by itself. */
process.on('SIGTERM', () => process.exit(0));
