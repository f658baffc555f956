import { performance } from 'node:perf_hooks';
import type {
  AskedStep,
  FetchRoots,
  FetchSubgraph,
  PlannedFetch,
  SubgraphFetch,
  SubgraphReply,
} from '../execution/contract.ts';
import { TransientMap } from '../transient-map.ts';
import { answerOf, piecesOf } from './answer-pieces.ts';
import type { CacheCounter } from './cache-counts.ts';
import { fetchFor, questionOf, type KeptKeys } from './kept-keys.ts';
import type { Edition, Kept, KeptStore } from './kept-store.ts';
import type { PublicationWatch } from './publication-watch.ts';

export interface Caching {
  readonly store: KeptStore;
  readonly watch: PublicationWatch;
  readonly keys: KeptKeys;
  readonly counter: CacheCounter;
}

/** That a fetch's answers may not be kept is believed so long. */
const UNKEPT_FOR_MS = 10_000;
/** A piece with less to live is asked again. */
const SHORTEST_LIFE_MS = 1000;

/** One fetch that may be kept, taken apart. */
interface Question {
  readonly asked: SubgraphFetch;
  readonly planned: PlannedFetch;
  readonly text: string;
  readonly keys: readonly string[];
  readonly edition: Edition;
}

/** The pieces that one fetch under way brings, by key; `null` when they may not be kept. */
type Round = Promise<ReadonlyMap<string, Kept> | null>;

/**
 * Fetches through what is kept: pieces (entities, or the data of root fields) that are there are not asked, those that
 * another request is asking are waited for, and the answer is the one the subgraph would have given, joined without being
 * parsed. Only what a subgraph says anyone may keep is kept, and only while its publication is known to be the same.
 */
export class CachedFetch {
  readonly #fetch: FetchSubgraph;
  readonly #caching: Caching;
  /** Whether a fetch's answers may be kept, once known: `Infinity`, or until when they are believed not to be. */
  readonly #kept = new WeakMap<object, number>();
  readonly #rounds = new TransientMap<string, Round>();

  constructor(fetch: FetchSubgraph, caching: Caching) {
    this.#fetch = fetch;
    this.#caching = caching;
  }

  readonly #asked = (asked: SubgraphFetch): Promise<SubgraphReply> => {
    const { planned, body, operation, subgraph, companion } = asked;
    if (planned === undefined || typeof body !== 'string' || operation !== 'query') return this.#fetch(asked);
    if (this.#isUnkept(planned.step)) return this.#fetch(asked);
    const known = this.#kept.get(planned.step);
    // Whether its answers may be kept is seen of an answer of its own.
    if (known !== Infinity) companion?.leave();
    else if (companion !== undefined) companion.isKept = true;
    const publication = this.#caching.watch.current(subgraph);
    const { representations } = planned;
    const text = questionOf(body, representations);
    const keys = this.#caching.keys.of(text, representations, subgraph);
    const question = { asked, planned, text, keys, edition: { subgraph, publication: publication ?? 0 } };
    return publication === undefined ? this.#whole(question) : this.#answer(question);
  };

  /** Those that may be kept are asked one by one, as some may be there. */
  readonly #roots: FetchRoots = (asked) => (this.#isUnkept(asked.step) ? (this.#fetch.roots?.(asked) ?? null) : null);

  readonly fetch: FetchSubgraph = Object.assign(this.#asked, { roots: this.#roots });

  #isUnkept(step: AskedStep): boolean {
    const known = this.#kept.get(step);
    return known !== undefined && known !== Infinity && known > performance.now();
  }

  async #answer(question: Question): Promise<SubgraphReply> {
    const { asked, planned, keys, edition } = question;
    const counts = this.#caching.counter.of(asked.subgraph);
    const now = Date.now();
    const found = (await this.#caching.store.read(edition, keys)).map((one) => (isAlive(one, now) ? one : undefined));
    const missing = [...keys.keys()].filter((at) => found[at] === undefined);
    const own = missing.filter((at) => !this.#rounds.has(roundKey(edition, keys[at])));
    counts.hits += keys.length - missing.length;
    counts.misses += own.length;
    counts.merged += missing.length - own.length;
    if (own.length === keys.length) return this.#whole(question);
    if (own.length === 0) asked.companion?.leave();
    const rounds = new Set(missing.flatMap((at) => this.#rounds.get(roundKey(edition, keys[at])) ?? []));
    if (own.length > 0) {
      const representations = own.map((at) => planned.representations?.[at] ?? '');
      const part = {
        ...question,
        asked: fetchFor(asked, question.text, representations),
        keys: own.map((at) => keys[at] ?? ''),
      };
      const { reply, round } = this.#ask(part);
      const outcome = await reply;
      if (outcome.kind === 'failed') return outcome;
      rounds.add(round);
    }
    const brought = await Promise.all(rounds);
    const pieces = keys.map((key, at) => found[at] ?? brought.find((one) => one?.has(key))?.get(key));
    const whole = pieces.filter((piece) => piece !== undefined);
    // Something may not be kept, or the subgraph has published meanwhile: pieces of two publications are not joined.
    if (whole.length < keys.length || this.#caching.watch.current(asked.subgraph) !== edition.publication) {
      return this.#fetch(asked);
    }
    this.#kept.set(planned.step, Infinity);
    return joined(whole, { isEntities: planned.representations !== null, publication: edition.publication });
  }

  #whole(question: Question): Promise<SubgraphReply> {
    return this.#ask(question).reply;
  }

  /** Asks, and keeps what may be; meanwhile others may wait for it, when it is known to be kept as a rule. */
  #ask(question: Question): { readonly reply: Promise<SubgraphReply>; readonly round: Round } {
    const { asked, keys, edition, planned } = question;
    const sentAt = performance.now();
    const reply = this.#fetch(asked);
    const round = reply.then((given) => this.#keep(question, given, sentAt));
    const isKept = this.#kept.get(planned.step) === Infinity;
    const waited = isKept ? keys.map((key) => roundKey(edition, key)) : [];
    for (const key of waited) this.#rounds.set(key, round);
    const forget = () => {
      for (const key of waited) if (this.#rounds.get(key) === round) this.#rounds.delete(key);
    };
    // A failure is told to who asked; here it only ends the round.
    round.then(forget, forget);
    return { reply, round };
  }

  #keep(
    { asked, planned, keys, edition }: Question,
    reply: SubgraphReply,
    sentAt: number,
  ): ReadonlyMap<string, Kept> | null {
    if (reply.kind === 'failed') return null;
    const { publication, maxAge = 0, latin1 } = reply;
    const { watch, store } = this.#caching;
    if (publication !== undefined) watch.seen(asked.subgraph, { number: publication, sentAt });
    const isRoot = planned.representations === null;
    const pieces = maxAge > 0 && publication !== undefined ? piecesOf(latin1, isRoot ? null : keys.length) : null;
    this.#kept.set(planned.step, pieces === null ? performance.now() + UNKEPT_FOR_MS : Infinity);
    if (pieces === null || publication === undefined || publication !== watch.current(asked.subgraph)) return null;
    const until = Date.now() + maxAge * 1000;
    const entries = new Map(keys.map((key, at) => [key, { latin1: pieces[at] ?? 'null', until }]));
    store.write({ subgraph: asked.subgraph, publication }, entries);
    return publication === edition.publication ? entries : null;
  }
}

function roundKey({ subgraph, publication }: Edition, key: string | undefined): string {
  return `${subgraph} ${publication} ${key ?? ''}`;
}

function isAlive(one: Kept | undefined, now: number): boolean {
  return one !== undefined && one.until - now >= SHORTEST_LIFE_MS;
}

function joined(
  pieces: readonly Kept[],
  { isEntities, publication }: { readonly isEntities: boolean; readonly publication: number },
): SubgraphReply {
  const until = pieces.reduce((least, one) => Math.min(least, one.until), Infinity);
  const answer = answerOf(
    pieces.map(({ latin1 }) => latin1),
    isEntities,
  );
  return { kind: 'answered', latin1: answer, maxAge: Math.ceil((until - Date.now()) / 1000), publication };
}
