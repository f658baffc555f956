import type { QueryPlan } from '@apollo/query-planner';
import { tooLong, tooManySelections } from './refusals.ts';
import type { PlannerThread, ThreadReply } from './planner-thread.ts';
import type { PlannerThreads } from './planner-threads.ts';

export interface PlannerOptions {
  readonly supergraphSdl: string;
  /** No operation is planned for longer: its thread is stopped and another takes its place. */
  readonly deadlineMs: number;
  readonly threads: PlannerThreads;
}

/** Plans canonical operations, one after the other, outside the thread that serves. */
export interface Planner {
  /** The supergraph's API schema. */
  readonly apiSdl: string;
  /**
   * Rejects with a French refusal when the plan takes too long or is too large. Others' plans are not lost.
   *
   * @param acrossInterfaceObjects whether the plan may go from one interface object of an interface to another.
   */
  readonly plan: (operation: string, acrossInterfaceObjects?: boolean) => Promise<QueryPlan>;
  readonly close: () => Promise<void>;
}

/** The planner finds no plan. */
export class UnplannedError extends Error {
  constructor(reason: string) {
    super(`The operation could not be planned: ${reason}`);
  }
}

interface Job {
  readonly id: number;
  readonly operation: string;
  readonly acrossInterfaceObjects: boolean;
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts the planner; rejects when the supergraph cannot be read. */
export async function openPlanner(options: PlannerOptions): Promise<Planner> {
  const crew = openCrew(options);
  const apiSdl = await crew
    .current()
    .ready()
    .catch(async (error: unknown) => {
      await crew.close();
      throw error;
    });
  const queue: Job[] = [];
  let asked = 0;
  let closed = false;
  let busy = false;
  const work = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await planned(job, crew, options);
    busy = false;
  };
  return {
    apiSdl,
    plan: (operation, acrossInterfaceObjects = false) => {
      if (closed) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        queue.push({ id: asked++, operation, acrossInterfaceObjects, resolve, reject });
        void work();
      });
    },
    close: async () => {
      closed = true;
      for (const job of queue.splice(0)) job.reject(closedError());
      await crew.close();
    },
  };
}

const closedError = (): Error => new Error('The planner is closed.');

/** The thread that plans; another takes its place when it is stopped. */
interface Crew {
  readonly current: () => PlannerThread;
  readonly replace: () => void;
  readonly close: () => Promise<void>;
}

function openCrew({ supergraphSdl, threads }: PlannerOptions): Crew {
  let current = threads.take(supergraphSdl);
  let closed = false;
  return {
    current: () => current,
    replace: () => {
      if (closed) return;
      void current.stop();
      current = threads.take(supergraphSdl);
      void current.ready().then(threads.prepareSpare, () => undefined);
    },
    close: async () => {
      closed = true;
      await threads.giveBack(current);
    },
  };
}

/** Settles a job in every case. The deadline runs once the thread is ready: starting is not the operation's fault. */
async function planned(job: Job, crew: Crew, options: PlannerOptions): Promise<void> {
  const { id, operation, acrossInterfaceObjects, resolve, reject } = job;
  const thread = crew.current();
  try {
    await thread.ready();
    const reply = await withinDeadline(
      thread.ask({ kind: 'plan', id, operation, acrossInterfaceObjects }),
      options.deadlineMs,
    );
    if (reply.kind === 'planned') {
      resolve(withoutSubscription(JSON.parse(reply.plan) as QueryPlan));
      return;
    }
    if (reply.kind === 'late' || reply.kind === 'ended') crew.replace();
    reject(refusalOf(reply, options.deadlineMs));
  } catch (error) {
    crew.replace();
    reject(error);
  }
}

/** A subscription's plan is read as one of each of its events: the event's own fetch, then the rest. */
function withoutSubscription(plan: QueryPlan): QueryPlan {
  if (plan.node?.kind !== 'Subscription') return plan;
  const { primary, rest } = plan.node;
  return { ...plan, node: rest === undefined ? primary : { kind: 'Sequence', nodes: [primary, rest] } };
}

type Reply = ThreadReply | { readonly kind: 'late' };

function refusalOf(reply: Exclude<Reply, { kind: 'planned' }>, deadlineMs: number): Error {
  if (reply.kind === 'late') return tooLong(deadlineMs);
  if (reply.kind === 'ended') {
    return /OUT_OF_MEMORY|memory limit/.test(reply.reason)
      ? tooManySelections()
      : new Error(`The planner ended before it answered: ${reply.reason}`);
  }
  const isLimit = /selections exceeds limit|Exceeded maximum recursive selections|Too many options/.test(reply.message);
  return isLimit ? tooManySelections() : new UnplannedError(reply.message);
}

async function withinDeadline(reply: Promise<ThreadReply>, deadlineMs: number): Promise<Reply> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), deadlineMs);
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}
