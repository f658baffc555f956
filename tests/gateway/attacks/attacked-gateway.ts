import { openGateway } from '../world.ts';
import { ATTACKED } from './attacked.ts';

/**
 * A process of its own: the gateway that is attacked, and its two small subgraphs. Asked how it is, it tells the work that
 * it has done so far, in time of its processor, and the memory that it takes.
 */
const world = await openGateway({
  protection: ATTACKED,
  maxRequestBytes: 262_144,
  metrics: { host: '127.0.0.1', port: 0 },
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage().rss });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: world.url, metricsUrl: world.metricsUrl() });
