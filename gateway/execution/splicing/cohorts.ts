import { TransientMap } from '../../transient-map.ts';
import { inFlightKey } from '../../transport/merge-in-flight.ts';
import type { Course, RunInput } from '../contract.ts';
import { Trust } from '../trust.ts';
import { Cohort, type Spliceable } from './cohort.ts';
import type { Waiter } from './member.ts';

/** While so many cohorts of the same are under way, the next one waits for one of them to end. */
const UNDER_WAY = 1;
/** Where so many came at once, they come again: the next cohort waits for as many. */
const MANY = 8;
/** It does not wait longer. */
const HOLD_MS = 2;

export interface ServingTogether {
  /** How many requests, at most, are served as one. */
  readonly together: number;
  /** Told of each cohort of more than one: of how many requests, and how it went. */
  readonly servedTogether?: (requests: number, course: Course) => void;
}

/** Requests that may be served together. */
interface Likes {
  readonly key: string;
  waiting: Waiter[];
  /** How many are a cohort, once none is under way. */
  enough: number;
  underWay: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Puts requests of one program together: those of a turn of the event loop, and those that came while an earlier cohort
 * was under way, for a moment; where many ask, until as many are there again. Where few ask, each is served at once. Their
 * callers are nobody in particular, or one partner: what a person asks is served by itself, as the subgraph's journal tells
 * one request from another.
 */
export class Cohorts {
  readonly #of: Spliceable;
  readonly #largest: number;
  readonly #told: ServingTogether['servedTogether'];
  /** Variables of the client that are asked of entities: they are the same in a cohort. */
  readonly #variables: readonly string[];
  readonly #likes = new TransientMap<string, Likes>();
  /** The last of whom none was left, if they were many. */
  #gone: (Pick<Likes, 'key' | 'enough'> & { readonly at: number }) | undefined;
  #turn = new Set<Likes>();
  readonly #trust = new Trust();

  constructor(of: Spliceable, { together, servedTogether }: ServingTogether) {
    this.#of = of;
    this.#told = servedTogether;
    const steps = [...of.fetches.values()].map(({ step }) => step);
    const ofEntities = steps.filter(({ requires }) => requires !== null);
    this.#largest = steps.every(({ operation }) => operation === 'query') ? together : 1;
    this.#variables = [...new Set(ofEntities.flatMap(({ variables }) => variables))].filter(isClients);
  }

  add(waiter: Waiter): void {
    const { actor, headers, variables } = waiter.input;
    if (this.#largest < 2 || actor.kind === 'person' || this.#trust.isLost) {
      void new Cohort(this.#of, [waiter]).run();
      return;
    }
    const key = inFlightKey(this.#shared(variables), actor, headers);
    let likes = this.#likes.get(key);
    if (likes === undefined) this.#likes.set(key, (likes = newLikes(key, this.#enough(key))));
    likes.waiting.push(waiter);
    this.#look(likes);
  }

  /** As many as were there just now; else one. */
  #enough(key: string): number {
    const gone = this.#gone;
    return gone?.key === key && performance.now() - gone.at < HOLD_MS ? gone.enough : 1;
  }

  /** A variable that is not given is another than one that is null: its default is the subgraph's. */
  #shared(variables: RunInput['variables']): string {
    if (this.#variables.length === 0) return '';
    return JSON.stringify(this.#variables.map((name) => (Object.hasOwn(variables, name) ? [variables[name]] : 0)));
  }

  /** At the end of this turn of the event loop. */
  #look(likes: Likes): void {
    if (this.#turn.size === 0) setImmediate(() => this.#endTurn());
    this.#turn.add(likes);
  }

  #endTurn(): void {
    const turn = this.#turn;
    this.#turn = new Set();
    for (const likes of turn) {
      if (likes.waiting.length === 0) continue;
      const enough = likes.underWay < UNDER_WAY ? likes.enough : this.#largest;
      if (likes.waiting.length >= enough) this.#serve(likes);
      else likes.timer ??= setTimeout(() => this.#serve(likes), HOLD_MS);
    }
  }

  #serve(likes: Likes): void {
    const { waiting } = likes;
    clearTimeout(likes.timer);
    likes.timer = undefined;
    likes.waiting = [];
    for (let from = 0; from < waiting.length; from += this.#largest) {
      void this.#together(likes, waiting.slice(from, from + this.#largest));
    }
  }

  async #together(likes: Likes, waiters: readonly Waiter[]): Promise<void> {
    likes.underWay += 1;
    const wasTogether = await new Cohort(this.#of, waiters).run();
    likes.underWay -= 1;
    const atOnce = waiters.length + likes.waiting.length;
    likes.enough = atOnce < MANY ? 1 : Math.min(atOnce, this.#largest);
    if (waiters.length > 1) {
      const course = wasTogether ? 'together' : 'apart';
      this.#told?.(waiters.length, course);
      this.#trust.went(course);
    }
    if (likes.waiting.length > 0) this.#look(likes);
    else if (likes.underWay === 0) {
      this.#likes.delete(likes.key);
      const { key, enough } = likes;
      this.#gone = enough > 1 ? { key, enough, at: performance.now() } : undefined;
    }
  }
}

function newLikes(key: string, enough: number): Likes {
  return { key, waiting: [], enough, underWay: 0, timer: undefined };
}

/** The other variable of an entities' fetch is made of what was read. */
function isClients(name: string): boolean {
  return name !== 'representations';
}
