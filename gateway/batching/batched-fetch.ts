import { performance } from 'node:perf_hooks';
import type {
  AskedStep,
  Course,
  FetchRoots,
  FetchSubgraph,
  RootReplies,
  RootsFetch,
  SubgraphFetch,
  SubgraphReply,
} from '../execution/contract.ts';
import { MAX_BODY } from '../execution/asked-together.ts';
import { Trust } from '../execution/trust.ts';
import { inFlightKey } from '../transport/merge-in-flight.ts';
import { askTogether, courseOf, Member } from './batch.ts';
import type { JoinedCounts } from './joined-counts.ts';
import { joinedRoots, type JoinedFetch, type JoinedRoots } from './joined-roots.ts';

/** The members of one step that may be asked as one. */
interface Waiting {
  readonly joinedRoots: JoinedRoots;
  readonly members: Member[];
}

/**
 * Asks together the root fields that a cohort asks for its members, or that are asked of a subgraph in the same turn of the
 * event loop: the same fetch of a program, for several requests of the same caller or of callers who are nobody in
 * particular. Nothing waits for it. What a person asks is always asked alone: the subgraph's journal tells one request from
 * another.
 */
export class BatchedFetch {
  readonly #fetch: FetchSubgraph;
  readonly #maxMembers: number;
  readonly #counts: JoinedCounts;
  readonly #joinings = new WeakMap<AskedStep, JoinedRoots | null>();
  readonly #trusts = new WeakMap<AskedStep, Trust>();
  #turn = new Map<AskedStep, Map<string, Waiting>>();

  constructor(fetch: FetchSubgraph, maxMembers: number, counts: JoinedCounts) {
    this.#fetch = fetch;
    this.#maxMembers = maxMembers;
    this.#counts = counts;
  }

  readonly #asked = (asked: SubgraphFetch): Promise<SubgraphReply> => {
    const { planned, operation, actor } = asked;
    const isRoot = planned?.representations === null;
    if (!isRoot || operation !== 'query' || actor.kind === 'person') return this.#fetch(asked);
    const { step } = planned;
    const joining = this.#trustIn(step).isLost ? null : this.#joiningOf(step);
    if (joining === null) return this.#fetch(asked);
    return new Promise((tell) => {
      this.#wait(step, joining, new Member(asked, this.#fetch, tell));
    });
  };

  /** What a cohort asks is not put with what others ask: it is as many as there are to be asked together. */
  readonly #roots: FetchRoots = (asked) => {
    const { step, actor } = asked;
    const joining = actor.kind === 'person' || this.#trustIn(step).isLost ? null : this.#joiningOf(step);
    return joining === null ? null : this.#askRoots(joining(asked.variables), asked);
  };

  readonly fetch: FetchSubgraph = Object.assign(this.#asked, { roots: this.#roots });

  async #askRoots({ body, answers }: JoinedFetch, asked: RootsFetch): Promise<RootReplies> {
    const { step, variables, actor, headers, signal } = asked;
    if (body.length > MAX_BODY) return variables.map(() => null);
    const sentAt = performance.now();
    const of = await this.#fetch({ subgraph: step.subgraph, operation: 'query', body, actor, headers, signal });
    const texts = of.kind === 'answered' ? answers(of.latin1) : null;
    if (of.kind === 'failed' || texts === null) {
      this.#went(step, variables.length, signal.aborted ? 'together' : 'apart');
      return variables.map(() => null);
    }
    this.#went(step, variables.length, courseOf(variables.length, { sentAt, bytes: of.latin1.length }));
    return texts.map((text) => (text === null ? null : { text, of }));
  }

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

  #ask(step: AskedStep, { joinedRoots: joining, members }: Waiting): void {
    for (let from = 0; from < members.length;) {
      const some = members.slice(from, from + this.#room(members, from));
      from += some.length;
      if (some.length === 1) some[0]?.askAlone();
      else void this.#askTogether(step, joining, some);
    }
  }

  async #askTogether(step: AskedStep, joining: JoinedRoots, members: readonly Member[]): Promise<void> {
    const joined = joining(members.map(({ asked }) => asked.planned?.variables ?? {}));
    this.#went(step, members.length, await askTogether(members, joined, this.#fetch));
  }

  #went(step: AskedStep, fetches: number, course: Course): void {
    this.#counts.add(step.subgraph, fetches, course);
    this.#trustIn(step).went(course);
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

  #trustIn(step: AskedStep): Trust {
    let trust = this.#trusts.get(step);
    if (trust === undefined) this.#trusts.set(step, (trust = new Trust()));
    return trust;
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
