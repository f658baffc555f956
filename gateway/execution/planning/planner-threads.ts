import { startPlannerThread, type PlannerThread } from './planner-thread.ts';

/** Threads that plan, kept from one supergraph to the next: one is long to start, and never gives back all it took. */
export interface PlannerThreads {
  /** A thread that reads the supergraph: the spare one, or one that is started. */
  readonly take: (supergraphSdl: string) => PlannerThread;
  /** Takes back a thread that plans no more; it is kept as a spare, or stopped. */
  readonly giveBack: (thread: PlannerThread) => Promise<void>;
  /** Starts a spare, where one is to be kept and there is none. */
  readonly prepareSpare: () => void;
  readonly close: () => Promise<void>;
}

/** @param spares how many threads wait, ready to read a supergraph in the place of one that is stopped */
export function openPlannerThreads({ spares }: { readonly spares: number }): PlannerThreads {
  const waiting: PlannerThread[] = [];
  let closed = false;
  return {
    take: (supergraphSdl) => {
      let thread = waiting.pop();
      while (thread?.isOver() === true) thread = waiting.pop();
      thread ??= startPlannerThread();
      thread.read(supergraphSdl);
      return thread;
    },
    giveBack: async (thread) => {
      if (closed || waiting.length >= spares || thread.isBusy() || thread.isOver()) await thread.stop();
      else waiting.push(thread);
    },
    prepareSpare: () => {
      if (!closed && waiting.length < spares) waiting.push(startPlannerThread());
    },
    close: async () => {
      closed = true;
      await Promise.all(waiting.splice(0).map((thread) => thread.stop()));
    },
  };
}
