import { performance } from 'node:perf_hooks';
import type { AskedStep, FetchSubgraph, SubgraphFetch } from '../execution/contract.ts';
import { inFlightKey } from '../transport/merge-in-flight.ts';
import { askTogether, Member } from './batch.ts';
import type { JoinedCounts } from './joined-counts.ts';
import { joinedRoots, type JoinedRoots } from './joined-roots.ts';

/** After a batch that did not serve its members, those of its step are asked alone for so long. */
const APART_MS = 10_000;
/** A request to a subgraph does not grow beyond. */
const MAX_BODY = 262_144;

/** The members of one step that may be asked as one. */
interface Waiting {
  readonly joinedRoots: JoinedRoots;
  readonly members: Member[];
}

/**
 * Asks together the root fields that are asked of a subgraph in the same turn of the event loop: the same fetch of a
 * program, for several requests of the same caller or of callers who are nobody in particular. Nothing waits for it. What
 * a person asks is always asked alone: the subgraph's journal tells one request from another.
 */
export class BatchedFetch {
  readonly #fetch: FetchSubgraph;
  readonly #maxMembers: number;
  readonly #counts: JoinedCounts;
  readonly #joinings = new WeakMap<AskedStep, JoinedRoots | null>();
  readonly #apartUntil = new WeakMap<AskedStep, number>();
  #turn = new Map<AskedStep, Map<string, Waiting>>();

  constructor(fetch: FetchSubgraph, maxMembers: number, counts: JoinedCounts) {
    this.#fetch = fetch;
    this.#maxMembers = maxMembers;
    this.#counts = counts;
  }

  readonly fetch: FetchSubgraph = (asked) => {
    const { planned, operation, actor } = asked;
    const isRoot = planned?.representations === null;
    if (!isRoot || operation !== 'query' || actor.kind === 'person') return this.#fetch(asked);
    const { step } = planned;
    const joining = this.#isApart(step) ? null : this.#joiningOf(step);
    if (joining === null) return this.#fetch(asked);
    return new Promise((tell) => {
      this.#wait(step, joining, new Member(asked, this.#fetch, tell));
    });
  };

  #wait(step: AskedStep, joining: JoinedRoots, member: Member): void {
    if (this.#turn.size === 0) setImmediate(() => this.#endTurn());
    let ofStep = this.#turn.get(step);
    if (ofStep === undefined) this.#turn.set(step, (ofStep = new Map<string, Waiting>()));
    const { actor, headers } = member.asked;
    const key = inFlightKey('', actor, headers);
    const waiting = ofStep.get(key);
    if (waiting === undefined) ofStep.set(key, { joinedRoots: joining, members: [member] });
    else waiting.members.push(member);
  }

  #endTurn(): void {
    const turn = this.#turn;
    this.#turn = new Map();
    for (const [step, alike] of turn) {
      for (const waiting of alike.values()) this.#ask(step, waiting);
    }
  }

  /** So that subgraphs meet few texts of one step, which they may prepare, as many as a power of two says are one. */
  #ask(step: AskedStep, { joinedRoots: joining, members }: Waiting): void {
    for (let from = 0; from < members.length;) {
      const some = members.slice(from, from + 2 ** Math.floor(Math.log2(this.#room(members, from))));
      from += some.length;
      if (some.length === 1) some[0]?.askAlone();
      else void this.#askTogether(step, joining, some);
    }
  }

  async #askTogether(step: AskedStep, joining: JoinedRoots, members: readonly Member[]): Promise<void> {
    const joined = joining(members.map(({ asked }) => asked));
    const course = await askTogether(members, joined, this.#fetch);
    this.#counts.add(step.subgraph, members.length, course);
    if (course === 'apart') this.#apartUntil.set(step, performance.now() + APART_MS);
  }

  /** How many, from that one on, have room in one request: one at least. */
  #room(members: readonly Member[], from: number): number {
    let size = 0;
    let count = 0;
    while (count < this.#maxMembers && from + count < members.length) {
      size += sizeOf(members[from + count]?.asked);
      if (count > 0 && size > MAX_BODY) break;
      count += 1;
    }
    return count;
  }

  #isApart(step: AskedStep): boolean {
    const until = this.#apartUntil.get(step);
    return until !== undefined && until > performance.now();
  }

  #joiningOf(step: AskedStep): JoinedRoots | null {
    let known = this.#joinings.get(step);
    if (known === undefined) this.#joinings.set(step, (known = joinedRoots(step)));
    return known;
  }
}

function sizeOf(asked: SubgraphFetch | undefined): number {
  return asked?.body.length ?? 0;
}
