import { GraphQLError } from 'graphql';
import { BatchedFetch } from '../../../gateway/batching/batched-fetch.ts';
import { JoinedCounts } from '../../../gateway/batching/joined-counts.ts';
import type {
  AskedStep,
  RootReplies,
  RootsFetch,
  SubgraphFetch,
  SubgraphReply,
  Variables,
} from '../../../gateway/execution/contract.ts';
import { bodyStart } from '../../../gateway/execution/running/prepared-fetch.ts';
import { decoded, encoded } from '../../../gateway/latin1.ts';
import { LifeSignal } from '../../../gateway/transport/deadline.ts';
import { ANONYMOUS, type Actor } from '../../../platform/actor.ts';
import { runSubgraph, type SubgraphRequest } from '../execution/in-process-subgraph.ts';

/** What happens in the subgraph during a test. */
export interface Happening {
  /** Each request that it received. */
  readonly sent: SubgraphFetch[];
  /** Each commune that it was asked for. */
  readonly communes: string[];
  /** What a fetch that names the commune `slow` waits for. */
  slow: Promise<void>;
  /** What becomes of its answer to several as one. */
  rewrite: (answer: Answer) => object;
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: unknown;
}

const same = (answer: Answer): Answer => answer;

export const happening: Happening = { sent: [], communes: [], slow: Promise.resolve(), rewrite: same };

const TERRITORY = runSubgraph({
  typeDefs: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Commune @key(fields: "inseeCode") { inseeCode: ID! name(in: String): String rate: Float! }
    type Query { commune(inseeCode: ID!): Commune communes(first: Int = 1, codes: [ID!]): [Commune!]! hour: Int }`,
  resolvers: {
    Commune: {
      __resolveReference: ({ inseeCode }: { inseeCode: string }) => found(inseeCode),
      name: ({ inseeCode }: { inseeCode: string }, { in: language }: { in?: string }) =>
        `«${language ?? ''}» {${inseeCode}], "\\`,
      rate: ({ inseeCode }: { inseeCode: string }) => (inseeCode === 'none' ? null : 0.5),
    },
    Query: {
      commune: (_: unknown, { inseeCode }: { inseeCode: string }) => found(inseeCode),
      communes: (_: unknown, { first, codes = [] }: { first: number; codes?: string[] }) =>
        codes.slice(0, first).map((inseeCode) => ({ inseeCode })),
      hour: () => 12,
    },
  },
});

async function found(inseeCode: string): Promise<object | null> {
  happening.communes.push(inseeCode);
  if (inseeCode === 'refused') throw new GraphQLError('Le code « refused » n’est pas un code INSEE.');
  if (inseeCode === 'slow') await happening.slow;
  return inseeCode === 'unknown' ? null : { __typename: 'Commune', inseeCode };
}

/** The batching before the subgraph, which nobody has asked yet. */
export function openBatched(): { readonly batched: BatchedFetch; readonly counts: JoinedCounts } {
  happening.sent.length = happening.communes.length = 0;
  happening.slow = Promise.resolve();
  happening.rewrite = same;
  const counts = new JoinedCounts();
  return { batched: new BatchedFetch(direct, 16, counts), counts };
}

/** The way to the subgraph. */
export async function direct(fetch: SubgraphFetch): Promise<SubgraphReply> {
  happening.sent.push(fetch);
  if (fetch.signal.aborted) return { kind: 'failed', error: { message: 'Délai dépassé.', extensions: {} } };
  const request = JSON.parse(fetch.body.toString()) as SubgraphRequest;
  const answer = (await TERRITORY.answer(request)) as Answer;
  const latin1 = encoded(JSON.stringify(isJoined(request) ? happening.rewrite(answer) : answer));
  return { kind: 'answered', latin1, maxAge: 60, publication: 7 };
}

function isJoined({ query }: SubgraphRequest): boolean {
  return /\bb0_/.test(query);
}

/** Variables for which the subgraph refuses the whole request. */
export const WRONG: Variables = { code: '47001', first: 'x' };

const ROOT: AskedStep = {
  subgraph: 'territory',
  operationName: 'Town__territory__0',
  query: `query Town__territory__0($code: ID!, $language: String, $codes: [ID!], $first: Int = 2) {
    town: commune(inseeCode: $code) { inseeCode n: name(in: $language) }
    communes(first: $first, codes: $codes) { inseeCode }
    hour
  }`,
};
const ENTITIES: AskedStep = {
  subgraph: 'territory',
  operationName: null,
  query: `query($representations: [_Any!]!, $language: String) {
    _entities(representations: $representations) { ... on Commune { name(in: $language) rate } }
  }`,
};

interface Given {
  readonly actor?: Actor;
  readonly signal?: LifeSignal;
}

function fetchOf(step: AskedStep, text: string, representations: readonly string[] | null): SubgraphFetch {
  const variables = JSON.parse(`{${text}}`) as Variables;
  const planned = { step, representations, variables };
  const body = `${bodyStart(step)}${text}}}`;
  const [actor, signal] = [ANONYMOUS, new LifeSignal()];
  return { subgraph: step.subgraph, operation: 'query', body, planned, actor, headers: {}, signal };
}

export function root(variables: object, given: Given = {}): SubgraphFetch {
  return { ...fetchOf(ROOT, JSON.stringify(variables).slice(1, -1), null), ...given };
}

/** The same fetch for several clients, asked as one. */
export function roots(variables: readonly Variables[], given: Given & { readonly step?: AskedStep } = {}): RootsFetch {
  return { step: ROOT, variables, actor: ANONYMOUS, headers: {}, signal: new LifeSignal(), ...given };
}

export function entities(codes: readonly string[], language = 'fr', given: Given = {}): SubgraphFetch {
  const texts = codes.map((inseeCode) => JSON.stringify({ __typename: 'Commune', inseeCode }));
  const variables = `"language":"${language}","representations":[${texts.join(',')}]`;
  return { ...fetchOf(ENTITIES, variables, texts), ...given };
}

export function told(reply: SubgraphReply): unknown {
  if (reply.kind === 'failed') return reply;
  const { latin1, ...rest } = reply;
  return { ...rest, answer: JSON.parse(decoded(latin1)) as unknown };
}

/** Variables of so many members. */
export const codes = (count: number): readonly Variables[] =>
  Array.from({ length: count }, (_, at) => ({ code: `${at}` }));

/** The texts that each would be answered alone. */
export async function alone(variables: readonly Variables[]): Promise<readonly string[]> {
  const replies = await Promise.all(variables.map((each) => direct(root(each))));
  return replies.map((reply) => (reply.kind === 'failed' ? 'failed' : reply.latin1));
}

export const textsOf = (replies: RootReplies | null) => replies?.map((each) => each?.text ?? null);
