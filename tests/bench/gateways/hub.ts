import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildGateway } from '../../../gateway/app.ts';
import { newSigningKeys } from '../../../gateway/identity/signing-keys.ts';
import { createLogger } from '../../../platform/log.ts';
import { SUBGRAPHS } from '../subgraphs/schemas.ts';
import { hubVariant } from './hub-variant.ts';

const { SUPERGRAPH_FILE, PORT, LOG_LEVEL } = process.env;
if (SUPERGRAPH_FILE === undefined || PORT === undefined) throw new Error('SUPERGRAPH_FILE and PORT are missing.');

/** The bench's subgraphs take any caller's word, as they do from the other gateways; the hub proves its own all the same. */
const SECRET = randomBytes(32).toString('base64url');

const gateway = await buildGateway({
  supergraphFile: SUPERGRAPH_FILE,
  watchIntervalMs: 200,
  subgraphs: {},
  defaultTimeoutMs: 5000,
  requestTimeoutMs: 10_000,
  circuitBreaker: { failures: 10, openMs: 2000 },
  maxResponseBytes: 16_777_216,
  maxRequestBytes: 262_144,
  maxTogether: Number(process.env['BATCH'] ?? 32),
  ...hubVariant(process.env),
  warmUpOperations: Number(process.env['WARM_UP'] ?? 600),
  signingKeys: newSigningKeys(),
  proofSecrets: Object.fromEntries(SUBGRAPHS.map((subgraph) => [subgraph, SECRET])),
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
