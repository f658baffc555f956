import { answerLatin1, valueEnd } from '../../json-text.ts';
import type { FetchSubgraph, SubgraphFetch, SubgraphReply } from '../contract.ts';
import { inTime } from './patience.ts';

const START = '{"data":{"_entities":[';
const END = ']}}';
const COMMA = 44;

/** One fetch of entities for several requests. */
export class SharedFetch {
  /** Its reply, or that it is late. */
  readonly inTime: Promise<SubgraphReply | 'late'>;
  readonly #representations: readonly string[];
  readonly #reply: Promise<SubgraphReply>;
  #given: SubgraphReply | 'late' | undefined;
  #entities: ReadonlyMap<string, string> | null | undefined;

  constructor(representations: readonly string[], reply: Promise<SubgraphReply>) {
    this.#representations = representations;
    this.#reply = reply;
    this.inTime = this.#awaited();
  }

  async #awaited(): Promise<SubgraphReply | 'late'> {
    this.#given = await inTime(this.#reply);
    return this.#given;
  }

  /** The reply to the fetch of one of them; where it cannot be cut from what was received, the request asks itself. */
  async replyFor(asked: SubgraphFetch, fetch: FetchSubgraph): Promise<SubgraphReply> {
    // Whose client went away, or whose time is over, does not wait: it is told so.
    if (this.#given === undefined && asked.signal.aborted) return fetch(asked);
    const given = await this.inTime;
    if (given !== 'late') return this.#part(given, asked) ?? fetch(asked);
    const own = fetch(asked);
    return Promise.race([own, this.#reply.then((reply) => this.#part(reply, asked) ?? own)]);
  }

  #part(reply: SubgraphReply, { planned }: SubgraphFetch): SubgraphReply | null {
    if (reply.kind === 'failed') return null;
    const entities = (this.#entities ??= entitiesOf(reply.body, this.#representations));
    const own = planned?.representations?.map((each) => entities?.get(each));
    if (own === undefined || own.includes(undefined)) return null;
    return { ...reply, body: Buffer.from(`${START}${own.join(',')}${END}`, 'latin1') };
  }
}

/** The text of each entity by its representation; `null` when there is anything else: errors, white space, fewer of them. */
function entitiesOf(body: Buffer, representations: readonly string[]): ReadonlyMap<string, string> | null {
  const text = answerLatin1(body);
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
