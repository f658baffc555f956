import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Family } from './prometheus-text.ts';

/** The process itself. */
export interface ProcessMetrics {
  readonly families: () => readonly Family[];
  readonly close: () => void;
}

const NANOSECONDS = 1e9;

export function processMetrics(): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    families: () => {
      const { rss, heapUsed, external } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      const quantiles = [0.5, 0.99, 1].map((quantile) => ({
        labels: { quantile: String(quantile) },
        value: delay.percentile(quantile * 100) / NANOSECONDS,
      }));
      delay.reset();
      return [
        {
          name: 'process_cpu_seconds_total',
          help: 'Processor time.',
          type: 'counter',
          samples: [{ value: (user + system) / 1e6 }],
        },
        { name: 'process_resident_memory_bytes', help: 'Memory.', type: 'gauge', samples: [{ value: rss }] },
        { name: 'nodejs_heap_used_bytes', help: 'Heap in use.', type: 'gauge', samples: [{ value: heapUsed }] },
        { name: 'nodejs_external_bytes', help: 'Memory of buffers.', type: 'gauge', samples: [{ value: external }] },
        {
          name: 'nodejs_eventloop_delay_seconds',
          help: 'Delay of the event loop since the last reading.',
          type: 'gauge',
          samples: quantiles,
        },
      ];
    },
    close: () => {
      delay.disable();
    },
  };
}
