import { GraphQLError } from 'graphql';
import type { Caller } from './caller.ts';
import { outageErrors } from './outage.ts';
import type { GatewaySettings } from './settings.ts';
import { subgraphClient, type SubgraphClient, type SubgraphOutcome } from './subgraph-client.ts';

export interface SubgraphCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
}

/** A subgraph's answer in the form an executor continues from: an outage is an answer without data, with errors. */
export interface ExecutableAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
}

/** The subgraphs of the current supergraph. Any executor calls them through here (DESIGN.md, « How a request runs »). */
export interface SubgraphCalls {
  readonly call: (subgraph: string, call: SubgraphCall, caller: Caller) => Promise<ExecutableAnswer>;
  /** Declares a subgraph with the routing URL of the supergraph, which the settings may override. */
  readonly declare: (subgraph: string, routingUrl: string | undefined) => void;
  /** Whether each subgraph executes GraphQL now. */
  readonly states: () => Promise<Readonly<Record<string, 'ready' | 'unavailable'>>>;
  readonly close: () => Promise<void>;
}

export function subgraphCalls(settings: GatewaySettings): SubgraphCalls {
  const clients = new Map<string, { url: string; client: SubgraphClient }>();
  const clientOf = (subgraph: string): SubgraphClient => {
    const known = clients.get(subgraph);
    if (known === undefined) throw new Error(`The supergraph names no subgraph "${subgraph}".`);
    return known.client;
  };
  return {
    call: async (subgraph, call, caller) => {
      const client = clientOf(subgraph);
      const outcome = await client.ask({ ...call, headers: caller.forwardedHeaders, signal: caller.signal });
      return executable({ subgraph, call, outcome, timeoutMs: client.timeoutMs }, settings.logger);
    },
    declare: (subgraph, routingUrl) => {
      declareClient(clients, subgraph, { settings, routingUrl });
    },
    states: () => statesOf(clients),
    close: async () => {
      await Promise.all([...clients.values()].map(({ client }) => client.close()));
    },
  };
}

function declareClient(
  clients: Map<string, { url: string; client: SubgraphClient }>,
  subgraph: string,
  { settings, routingUrl }: { settings: GatewaySettings; routingUrl: string | undefined },
): void {
  const own = settings.subgraphs[subgraph];
  const url = own?.url ?? routingUrl;
  if (url === undefined || url === '') throw new Error(`No URL is known for the subgraph "${subgraph}".`);
  const known = clients.get(subgraph);
  if (known?.url === url) return;
  const timeoutMs = own?.timeoutMs ?? settings.defaultTimeoutMs;
  clients.set(subgraph, {
    url,
    client: subgraphClient(url, { timeoutMs, maxResponseBytes: settings.maxResponseBytes }),
  });
  // Requests under way still hold the previous client: it is closed once their deadline has passed.
  if (known !== undefined) setTimeout(() => void known.client.close(), known.client.timeoutMs).unref();
}

function executable(
  done: { subgraph: string; call: SubgraphCall; outcome: SubgraphOutcome; timeoutMs: number },
  logger: GatewaySettings['logger'],
): ExecutableAnswer {
  const { subgraph, call, timeoutMs } = done;
  const outcome = withEntitiesChecked(done.outcome, call);
  if (outcome.kind === 'answered') {
    const { data, errors } = outcome.answer;
    if (errors === undefined || errors.length === 0) return { data: data ?? null };
    return { data: data ?? null, errors: errors.map((error) => error as GraphQLError) };
  }
  logger.warn({ event: 'subgraph-failed', subgraph, reason: outcome.reason, detail: outcome.detail });
  const { query, variables } = call;
  const errors = outageErrors({ subgraph, reason: outcome.reason, timeoutMs, query, variables });
  return { data: null, errors: errors.map(({ message, ...rest }) => new GraphQLError(message, rest)) };
}

/** An `_entities` list of another length cannot be matched with what was asked: it is unreadable, not partial. */
function withEntitiesChecked(outcome: SubgraphOutcome, call: SubgraphCall): SubgraphOutcome {
  const asked = call.variables['representations'];
  if (outcome.kind === 'failed' || !Array.isArray(asked)) return outcome;
  const data = outcome.answer.data;
  if (data === null || data === undefined) return outcome;
  const given = data['_entities'];
  if (Array.isArray(given) && given.length === asked.length) return outcome;
  return { kind: 'failed', reason: 'UNREADABLE', detail: 'as many entities as asked were expected' };
}

async function statesOf(clients: ReadonlyMap<string, { client: SubgraphClient }>) {
  const states = await Promise.all(
    [...clients].map(async ([subgraph, { client }]) => {
      const signal = AbortSignal.timeout(Math.min(client.timeoutMs, 2000));
      const outcome = await client.ask({ query: '{ __typename }', headers: {}, signal });
      const isReady = outcome.kind === 'answered' && typeof outcome.answer.data?.['__typename'] === 'string';
      return [subgraph, isReady ? 'ready' : 'unavailable'] as const;
    }),
  );
  return Object.fromEntries(states);
}
