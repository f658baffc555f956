import { valueEnd } from '../../json-text.ts';
import type { FetchSubgraph, RootReplies, SubgraphFetch, SubgraphReply, Variables } from '../contract.ts';
import { inTime } from './patience.ts';

const START = '{"data":{"_entities":[';
const END = ']}}';
const COMMA = 44;

/** The reply to the fetch of one request, as it is cut from what several asked; `null` where it cannot be. */
type Cut<T> = (given: T, asked: SubgraphFetch) => SubgraphReply | null;

/** One fetch for several requests. */
export class SharedFetch<T> {
  /** What it gives, or that it is late. */
  readonly inTime: Promise<T | 'late'>;
  readonly #reply: Promise<T>;
  readonly #cut: Cut<T>;
  #given: T | 'late' | undefined;

  constructor(reply: Promise<T>, cut: Cut<T>) {
    this.#reply = reply;
    this.#cut = cut;
    this.inTime = this.#awaited();
  }

  async #awaited(): Promise<T | 'late'> {
    this.#given = await inTime(this.#reply);
    return this.#given;
  }

  /** The reply to the fetch of one of them; where it cannot be cut from what was received, the request asks itself. */
  async replyFor(asked: SubgraphFetch, fetch: FetchSubgraph): Promise<SubgraphReply> {
    // Whose client went away, or whose time is over, does not wait: it is told so.
    if (this.#given === undefined && asked.signal.aborted) return fetch(asked);
    const given = await this.inTime;
    if (given !== 'late') return this.#cut(given, asked) ?? fetch(asked);
    const own = fetch(asked);
    return Promise.race([own, this.#reply.then((reply) => this.#cut(reply, asked) ?? own)]);
  }
}

/** Root fields, each with the variables of another request. */
export function sharedRoots(variables: readonly Variables[], replies: Promise<RootReplies>): SharedFetch<RootReplies> {
  return new SharedFetch(replies, (given, { planned }) => {
    const own = given[variables.findIndex((each) => each === planned?.variables)] ?? null;
    return own === null ? null : { ...own.of, latin1: own.text };
  });
}

/** Entities, by the texts that represent them. */
export function sharedEntities(
  representations: readonly string[],
  reply: Promise<SubgraphReply>,
): SharedFetch<SubgraphReply> {
  let entities: ReadonlyMap<string, string> | null | undefined;
  return new SharedFetch(reply, (given, { planned }) => {
    if (given.kind === 'failed') return null;
    entities ??= entitiesOf(given.latin1, representations);
    const own = planned?.representations?.map((each) => entities?.get(each));
    if (own === undefined || own.includes(undefined)) return null;
    return { ...given, latin1: `${START}${own.join(',')}${END}` };
  });
}

/** The text of each entity by its representation; `null` when there is anything else: errors, white space, fewer of them. */
function entitiesOf(text: string, representations: readonly string[]): ReadonlyMap<string, string> | null {
  if (!text.startsWith(START)) return null;
  const entities = new Map<string, string>();
  let at = START.length;
  for (const representation of representations) {
    if (entities.size > 0 && text.charCodeAt(at++) !== COMMA) return null;
    const end = valueEnd(text, at);
    if (end === -1) return null;
    entities.set(representation, text.slice(at, end));
    at = end;
  }
  return text.length === at + END.length && text.endsWith(END) ? entities : null;
}
