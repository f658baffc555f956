import { performance } from 'node:perf_hooks';
import type { Companion, FetchSubgraph, SubgraphFetch, SubgraphReply } from '../contract.ts';
import type { FetchStep, ParallelStep } from '../program.ts';
import { cutsOf, partAnswers, type Cuts } from './fused-answer.ts';
import { fusedQuery, type FusedQuery } from './fused-query.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Beyond so much text of representations, fetches are asked apart: a subgraph bounds the size of what it reads. */
const MAX_REPRESENTATIONS = 65_536;
/** A subgraph that refused a request of several fetches, perhaps as too large, is asked apart for so long. */
const APART_FOR_MS = 60_000;

/** Fetches that one request may ask, with all that does not depend on a run. */
export interface FusedFetches {
  /** For one run: the companions of its fetches, in their order. */
  readonly open: (variables: Variables) => readonly Companion[];
}

interface Fused {
  readonly query: FusedQuery;
  readonly cuts: Cuts;
}

const known = new WeakMap<ParallelStep, FusedFetches>();

/** Of a step whose fetches are asked in one request; `null` of another. */
export function fusedFetchesOf(step: ParallelStep): FusedFetches | null {
  if (step.isOneRequest !== true) return null;
  let fused = known.get(step);
  if (fused === undefined) {
    const fusible = new Fusible(step.steps.flatMap((each) => (each.kind === 'fetch' ? each : [])));
    fused = { open: (variables) => new Together(fusible, variables).companions };
    known.set(step, fused);
  }
  return fused;
}

/** Once the work of a fetch that has companions is over, they do not wait for it. */
export async function accompanied(companion: Companion, work: Promise<void>): Promise<void> {
  try {
    await work;
  } finally {
    companion.leave();
  }
}

/** What is remembered of some fetches from one run to another. */
class Fusible {
  readonly size: number;
  readonly #steps: readonly FetchStep[];
  readonly #fused = new Map<string, Fused>();
  #apartUntil = -Infinity;

  constructor(steps: readonly FetchStep[]) {
    this.#steps = steps;
    this.size = steps.length;
  }

  get isApart(): boolean {
    return performance.now() < this.#apartUntil;
  }

  keepApart(): void {
    this.#apartUntil = performance.now() + APART_FOR_MS;
  }

  /** The query of those that have something to ask. */
  of(members: readonly number[]): Fused {
    const name = members.join();
    let fused = this.#fused.get(name);
    if (fused === undefined) {
      const query = fusedQuery(members.flatMap((at) => this.#steps[at] ?? []));
      fused = { query, cuts: cutsOf(query.keys) };
      this.#fused.set(name, fused);
    }
    return fused;
  }
}

interface Joined {
  readonly member: number;
  readonly isKept: boolean;
  readonly asked: SubgraphFetch;
  readonly representations: readonly string[];
  readonly fetch: FetchSubgraph;
  readonly answer: (reply: Promise<SubgraphReply>) => void;
}

function lengthOf(parts: readonly Joined[]): number {
  let length = 0;
  for (const { representations } of parts) for (const text of representations) length += text.length;
  return length;
}

/** The fetches of one run that begin together. */
class Together {
  readonly companions: readonly Companion[];
  readonly #fusible: Fusible;
  readonly #variables: Variables;
  readonly #joined: Joined[] = [];
  #awaited: number;

  constructor(fusible: Fusible, variables: Variables) {
    this.#fusible = fusible;
    this.#variables = variables;
    this.#awaited = fusible.size;
    this.companions = Array.from({ length: fusible.size }, (_, member) => new Member(this, member));
  }

  joined(one: Joined): void {
    this.#joined.push(one);
    this.left();
  }

  left(): void {
    this.#awaited -= 1;
    if (this.#awaited > 0) return;
    const kept = this.#joined.filter(({ isKept }) => isKept);
    this.#send(kept);
    this.#send(kept.length === 0 ? this.#joined : this.#joined.filter(({ isKept }) => !isKept));
  }

  #send(parts: readonly Joined[]): void {
    if (parts.length < 2 || lengthOf(parts) > MAX_REPRESENTATIONS || this.#fusible.isApart) {
      for (const { answer, fetch, asked } of parts) answer(fetch(asked));
      return;
    }
    const replies = this.#sendAsOne(parts);
    parts.forEach(({ answer, fetch, asked }, at) => answer(replies.then((given) => given[at] ?? fetch(asked))));
  }

  /** Each part's reply; without one, it is to be asked alone. */
  async #sendAsOne(parts: readonly Joined[]): Promise<readonly (SubgraphReply | null)[]> {
    const { query, cuts } = this.#fusible.of(parts.map(({ member }) => member));
    const [first] = parts;
    if (first === undefined) return [];
    const { subgraph, operation, actor, headers, signal } = first.asked;
    const texts = parts.map(({ representations }) => representations);
    const body = query.body(this.#variables, texts);
    const reply = await first.fetch({ subgraph, operation, body, actor, headers, signal });
    if (reply.kind === 'failed') return parts.map(() => reply);
    const answers = partAnswers(reply.latin1, cuts);
    if (answers.every((answer) => answer === null)) this.#fusible.keepApart();
    return answers.map((answer) => (answer === null ? null : { ...reply, latin1: answer }));
  }
}

class Member implements Companion {
  isSettled = false;
  isKept = false;
  readonly #together: Together;
  readonly #member: number;

  constructor(together: Together, member: number) {
    this.#together = together;
    this.#member = member;
  }

  join(asked: SubgraphFetch, fetch: FetchSubgraph): Promise<SubgraphReply> {
    const representations = asked.planned?.representations ?? null;
    if (this.isSettled || representations === null) {
      this.leave();
      return fetch(asked);
    }
    this.isSettled = true;
    const { isKept } = this;
    return new Promise((answer) => {
      this.#together.joined({ member: this.#member, isKept, asked, representations, fetch, answer });
    });
  }

  leave(): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#together.left();
  }
}
