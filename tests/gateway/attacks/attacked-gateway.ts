import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openGateway } from '../world.ts';
import { ATTACKED } from './attacked.ts';

/**
 * A process of its own: the gateway that is attacked, and its two small subgraphs. Asked how it is, it tells how late
 * its event loop has been since it was asked last, and the memory that it takes.
 */
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const world = await openGateway({ protection: ATTACKED, maxRequestBytes: 262_144 });

process.on('message', () => {
  process.send?.({ lateMs: delay.max / 1e6, rssBytes: process.memoryUsage().rss });
  delay.reset();
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: world.url });
