import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PlannerMessage, PlannerOrder, PlanQuestion } from './planner-messages.ts';

/** How a thread answered. `ended`: it stopped by itself, for want of memory or by a fault. */
export type ThreadReply =
  Exclude<PlannerMessage, { kind: 'ready' }> | { readonly kind: 'ended'; readonly reason: string };

/**
 * A planner in its own thread. It reads one supergraph after another, plans one operation at a time, and never keeps the
 * process alive while it is idle.
 */
export interface PlannerThread {
  /** Takes another supergraph, in place of the one before. */
  readonly read: (supergraphSdl: string) => void;
  /** The API schema of the supergraph, once it is read; rejects when it cannot be. */
  readonly ready: () => Promise<string>;
  readonly ask: (question: PlanQuestion) => Promise<ThreadReply>;
  /** Whether it reads or plans. */
  readonly isBusy: () => boolean;
  /** Whether it has ended. */
  readonly isOver: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Enough for the largest plans seen; past it the thread ends alone and the process goes on. */
const MAX_HEAP_MB = 512;

/** Threads do not take the loader of TypeScript from the one that starts them, whatever started it: they register it. */
const boot = ((): string => {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('ts-blank-space/register')).href;
  const file = new URL('./planner-worker.ts', import.meta.url).href;
  return `import(${JSON.stringify(loader)}).then(() => import(${JSON.stringify(file)}));`;
})();

/** What is waited for of a thread. */
interface Awaited {
  readonly message: (message: PlannerMessage) => void;
  readonly ended: (reason: string) => void;
}

export function startPlannerThread(): PlannerThread {
  const worker = new Worker(boot, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  worker.unref();
  let awaited: Awaited | undefined;
  let ended: string | undefined;
  let ready = Promise.reject<string>(new Error('The planner was given no supergraph.'));
  ready.catch(() => undefined);
  const settled = (): Awaited | undefined => {
    const waiting = awaited;
    awaited = undefined;
    worker.unref();
    return waiting;
  };
  const end = (reason: string): void => {
    ended ??= reason;
    settled()?.ended(ended);
  };
  worker.on('message', (message: PlannerMessage) => settled()?.message(message));
  worker.on('error', (error: unknown) => {
    end(String(error));
  });
  worker.on('exit', (code) => {
    end(`exit code ${code}`);
  });
  const asked = (order: PlannerOrder, waiting: Awaited): void => {
    if (ended !== undefined) {
      waiting.ended(ended);
      return;
    }
    awaited = waiting;
    worker.ref();
    worker.postMessage(order);
  };
  return {
    read: (supergraphSdl) => {
      ready = new Promise((resolve, reject) => {
        asked(
          { kind: 'read', supergraphSdl },
          {
            message: (message) => resolve(message.kind === 'ready' ? message.apiSdl : ''),
            ended: (reason) => reject(new Error('The planner could not read the supergraph.', { cause: reason })),
          },
        );
      });
      ready.catch(() => undefined);
    },
    ready: () => ready,
    ask: (question) =>
      new Promise((resolve) => {
        asked(question, {
          message: (message) => {
            if (message.kind !== 'ready') resolve(message);
          },
          ended: (reason) => resolve({ kind: 'ended', reason }),
        });
      }),
    isBusy: () => awaited !== undefined,
    isOver: () => ended !== undefined,
    stop: async () => {
      await worker.terminate();
    },
  };
}
