import { performance } from 'node:perf_hooks';
import { PATIENCE_MS } from '../execution/asked-together.ts';
import type { Course, FetchSubgraph, SubgraphFetch, SubgraphReply } from '../execution/contract.ts';
import { forgetAbort, LifeSignal, stopOnAbort, type Stoppable } from '../transport/deadline.ts';
import type { JoinedFetch } from './joined-roots.ts';

/** One fetch that may be asked together with others. Its reply is told once, whoever gives it first. */
export class Member implements Stoppable {
  readonly asked: SubgraphFetch;
  private readonly fetch: FetchSubgraph;
  private readonly tell: (reply: SubgraphReply) => void;
  private isTold = false;
  private isAlone = false;
  private left: () => void = () => undefined;

  constructor(asked: SubgraphFetch, fetch: FetchSubgraph, tell: (reply: SubgraphReply) => void) {
    this.asked = asked;
    this.fetch = fetch;
    this.tell = tell;
  }

  /** Nobody waits for it any more, or its time is over: the way to the subgraph says which. */
  stop(): void {
    this.askAlone();
    this.left();
  }

  /** It is being asked with others; `left` is told when it no longer waits for them. */
  join(left: () => void): void {
    this.left = left;
    if (this.asked.signal.aborted) this.stop();
    else stopOnAbort(this.asked.signal, this);
  }

  askAlone(): void {
    if (this.isTold || this.isAlone) return;
    this.isAlone = true;
    void this.fetch(this.asked).then((reply) => {
      this.settle(reply);
    });
  }

  settle(reply: SubgraphReply): void {
    if (this.isTold) return;
    this.isTold = true;
    forgetAbort(this.asked.signal, this);
    this.tell(reply);
  }
}

/** Answers larger than this on average gain nothing by being asked together. */
const LARGE = 8192;

/**
 * Asks several fetches as one, whose form is that of the first. A fault of one never becomes another's. What has not been
 * answered in time is as if it had not been asked: each is asked alone, and takes what comes first.
 */
export async function askTogether(
  members: readonly Member[],
  joined: JoinedFetch,
  fetch: FetchSubgraph,
): Promise<Course> {
  const [first] = members;
  if (first === undefined) return 'together';
  const signal = new LifeSignal();
  let waiting = members.length;
  const left = () => {
    waiting -= 1;
    if (waiting === 0) signal.abort(new DOMException('Nobody waits for the answer.', 'AbortError'));
  };
  for (const member of members) member.join(left);
  const sentAt = performance.now();
  const patience = setTimeout(() => {
    for (const member of members) member.askAlone();
  }, PATIENCE_MS);
  const { subgraph, operation, actor, headers } = first.asked;
  const reply = await fetch({ subgraph, operation, actor, headers, body: joined.body, signal });
  clearTimeout(patience);
  const answers = reply.kind === 'answered' ? joined.answers(reply.latin1) : null;
  if (reply.kind === 'failed' || answers === null) {
    for (const member of members) member.askAlone();
    return signal.aborted ? 'together' : 'apart';
  }
  for (const [at, member] of members.entries()) {
    const own = answers[at];
    if (own === undefined || own === null) member.askAlone();
    else member.settle({ ...reply, latin1: own });
  }
  return courseOf(members.length, { sentAt, bytes: reply.latin1.length });
}

/** How it went to ask several as one, once they are answered. */
export function courseOf(
  fetches: number,
  { sentAt, bytes }: { readonly sentAt: number; readonly bytes: number },
): Course {
  const isLate = performance.now() - sentAt >= PATIENCE_MS;
  return isLate || bytes > LARGE * fetches ? 'apart' : 'together';
}
