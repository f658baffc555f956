import { BatchedFetch } from '../../../../gateway/batching/batched-fetch.ts';
import { JoinedCounts } from '../../../../gateway/batching/joined-counts.ts';
import type { FetchSubgraph, SubgraphFetch, SubgraphReply } from '../../../../gateway/execution/contract.ts';
import type { Tier } from '../../../../gateway/execution/splicing/spliced-run.ts';
import { decoded, encoded } from '../../../../gateway/latin1.ts';
import { openTiers, type Given, type Tiers } from '../generated/tiers.ts';
import type { SubgraphRequest } from '../in-process-subgraph.ts';
import { shelfWorld, type ShelfWorld } from './shelf-world.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What happens to a fetch in the place of its answer, or `undefined`. */
export type Happening = (
  asked: SubgraphFetch,
  answer: () => Promise<SubgraphReply>,
) => Promise<SubgraphReply> | undefined;

export interface Asked {
  /** Every fetch, in the order in which they were made. */
  readonly fetches: readonly SubgraphFetch[];
  /** Root fields of one request. */
  readonly roots: readonly SubgraphFetch[];
  /** Root fields of several requests as one. */
  readonly joined: readonly SubgraphFetch[];
  readonly entities: readonly SubgraphFetch[];
}

export interface Served extends Asked {
  readonly texts: readonly string[];
  readonly tiers: Readonly<Partial<Record<Tier, number>>>;
}

export interface CrowdOptions {
  readonly happens?: Happening;
  /** What each request has of its own besides its variables. */
  readonly given?: readonly Given[];
  /** What stands between them and the subgraphs. */
  readonly through?: (fetch: FetchSubgraph) => FetchSubgraph;
}

/** Root fields of several requests are asked as one. */
export const BATCHED: Required<Pick<CrowdOptions, 'through'>> = {
  through: (fetch) => new BatchedFetch(fetch, 16, new JoinedCounts()).fetch,
};

/** Requests over the shelf, served together or alone, with what subgraphs were asked for them. */
export interface Crowds {
  /** One operation, ready to be asked by many; its scanners are not made. */
  readonly of: (query: string, variables?: Variables) => Promise<Crowd>;
  readonly servedTogether: Tiers['servedTogether'];
  readonly close: () => Promise<void>;
}

export interface Crowd {
  /** All at once. */
  readonly ask: (variables: readonly Variables[], options?: CrowdOptions) => Promise<Served>;
  /** Begun: what was asked so far, and the texts to come. */
  readonly begin: (
    variables: readonly Variables[],
    options?: CrowdOptions,
  ) => Asked & { readonly texts: readonly Promise<string>[] };
  /** Each after the other, by the general executor. */
  readonly alone: (variables: readonly Variables[], options?: CrowdOptions) => Promise<Asked & Pick<Served, 'texts'>>;
}

export async function openCrowds(): Promise<Crowds> {
  const { supergraphSdl, subgraphs } = shelfWorld();
  const tiers = await openTiers(supergraphSdl);
  const reply = replyOf(subgraphs);
  const { servedTogether, close } = tiers;
  return { of: (query, variables = {}) => crowdOf(tiers, { query, variables }, reply), servedTogether, close };
}

/** What the subgraphs answer by themselves, to be kept for a minute. */
export function replyOf(subgraphs: ShelfWorld['subgraphs']): FetchSubgraph {
  return async ({ subgraph, body }) => {
    const { query = '', variables = {}, operationName } = JSON.parse(body.toString()) as Partial<SubgraphRequest>;
    const answer = await subgraphs.get(subgraph)?.answer({ query, variables, operationName });
    return { kind: 'answered', latin1: encoded(JSON.stringify(answer)), maxAge: 60 };
  };
}

async function crowdOf(
  tiers: Tiers,
  { query, variables }: { readonly query: string; readonly variables: Variables },
  reply: FetchSubgraph,
): Promise<Crowd> {
  const operation = await tiers.prepared({ query, variables, operationName: undefined });
  if (!operation.tiers.includes('spliced')) throw new Error('The operation is none to be spliced.');
  const begin = (tier: 'spliced' | 'compiled') => {
    return (many: readonly Variables[], { happens, given = [], through = (way) => way }: CrowdOptions = {}) => {
      const { fetch, asked } = recorded(reply, happens);
      const way = through(fetch);
      const one = async (own: Given) => (await operation.ask(tier, way, own)).text;
      return Object.assign(asked, { texts: many.map((each, at) => one({ variables: each, ...given[at] })) });
    };
  };
  const spliced = begin('spliced');
  return {
    begin: spliced,
    ask: async (many, options) => {
      const before = new Map(tiers.served);
      const { texts, fetches } = spliced(many, options);
      const told = await Promise.all(texts);
      const counts = [...tiers.served].map(([tier, count]) => [tier, count - (before.get(tier) ?? 0)] as const);
      return { ...askedOf(fetches), texts: told, tiers: Object.fromEntries(counts.filter(([, count]) => count > 0)) };
    },
    alone: async (many, options = {}) => {
      const fetches: SubgraphFetch[] = [];
      const told: string[] = [];
      for (const [at, each] of many.entries()) {
        const { texts, fetches: own } = begin('compiled')([each], { ...options, given: [options.given?.[at] ?? {}] });
        told.push(...(await Promise.all(texts)));
        fetches.push(...own);
      }
      return { ...askedOf(fetches), texts: told };
    },
  };
}

function recorded(reply: FetchSubgraph, happens: Happening = () => undefined) {
  const fetches: SubgraphFetch[] = [];
  const fetch: FetchSubgraph = (one) => {
    fetches.push(one);
    return happens(one, () => reply(one)) ?? reply(one);
  };
  return { fetch, asked: askedOf(fetches) };
}

/** Each of several that are asked as one has names of its own. */
export const isJoined = ({ body }: SubgraphFetch): boolean => /\bb0_/.test(body.toString());
/** Of one request. */
export const isRoot = (asked: SubgraphFetch): boolean =>
  (asked.planned?.representations ?? null) === null && !isJoined(asked);

function askedOf(fetches: readonly SubgraphFetch[]): Asked {
  return {
    fetches,
    get roots() {
      return fetches.filter(isRoot);
    },
    get joined() {
      return fetches.filter(isJoined);
    },
    get entities() {
      return fetches.filter((each) => !isJoined(each) && !isRoot(each));
    },
  };
}

/** The representations that fetches asked of one subgraph, in their order. */
export function representationsOf(fetches: readonly SubgraphFetch[], subgraph: string): readonly string[] {
  const own = fetches.filter((each) => each.subgraph === subgraph);
  return own.flatMap(({ planned }) => planned?.representations ?? []);
}

/** A reply with another text than the subgraph's own. */
export async function rewritten(
  answer: () => Promise<SubgraphReply>,
  change: (text: string) => string,
): Promise<SubgraphReply> {
  const reply = await answer();
  return reply.kind === 'failed' ? reply : { ...reply, latin1: encoded(change(decoded(reply.latin1))) };
}

export const OUT_OF_REACH: SubgraphReply = {
  kind: 'failed',
  error: { message: 'out of reach', extensions: { code: 'DOWN' } },
};
