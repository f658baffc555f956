import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PlannerMessage, PlanQuestion } from './planner-messages.ts';

/** How a thread answered. `ended`: it stopped by itself, for want of memory or by a fault. */
export type ThreadReply =
  Exclude<PlannerMessage, { kind: 'ready' }> | { readonly kind: 'ended'; readonly reason: string };

/** A planner in its own thread. It plans one operation at a time, and never keeps the process alive while it is idle. */
export interface PlannerThread {
  /** The API schema, once the supergraph is read; rejects when it cannot be. */
  readonly ready: Promise<string>;
  readonly ask: (question: PlanQuestion) => Promise<ThreadReply>;
  readonly stop: () => Promise<void>;
}

/** Enough for the largest plans seen; past it the thread ends alone and the process goes on. */
const MAX_HEAP_MB = 512;

/** Threads do not take the loader of TypeScript from the one that starts them, whatever started it: they register it. */
const boot = ((): string => {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  const file = new URL('./planner-worker.ts', import.meta.url).href;
  return `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(file)}); });`;
})();

/** @param awaited whether somebody waits for it to be ready: an idle spare must not hold the process. */
export function startPlannerThread(supergraphSdl: string, awaited: boolean): PlannerThread {
  const worker = new Worker(boot, {
    eval: true,
    execArgv: [],
    workerData: { supergraphSdl },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  if (!awaited) worker.unref();
  let answer: ((reply: ThreadReply) => void) | undefined;
  let ended: string | undefined;
  const reply = (given: ThreadReply): void => {
    const waiting = answer;
    answer = undefined;
    worker.unref();
    waiting?.(given);
  };
  const end = (reason: string): void => {
    ended ??= reason;
    reply({ kind: 'ended', reason: ended });
  };
  const ready = new Promise<string>((resolve, reject) => {
    worker.on('message', (message: PlannerMessage) => {
      if (message.kind !== 'ready') {
        reply(message);
        return;
      }
      worker.unref();
      resolve(message.apiSdl);
    });
    worker.on('error', (error: unknown) => {
      end(String(error));
      reject(new Error('The planner could not be started.', { cause: error }));
    });
    worker.on('exit', (code) => {
      end(`exit code ${code}`);
      reject(new Error('The planner ended before it was ready.'));
    });
  });
  return {
    ready,
    ask: (question) => {
      if (ended !== undefined) return Promise.resolve({ kind: 'ended', reason: ended });
      return new Promise((resolve) => {
        answer = resolve;
        worker.ref();
        worker.postMessage(question);
      });
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
