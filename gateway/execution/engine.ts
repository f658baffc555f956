import { OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { grantsOf, POLICY_NAMES } from '../../platform/access/grants.ts';
import { ANONYMOUS, type Actor } from '../../platform/actor.ts';
import { readSupergraphSdl } from '../authorisation/stripped.ts';
import { openKeeping } from '../caching/keeping.ts';
import type { Signal } from '../transport/deadline.ts';
import type { EventSource, FetchSubgraph, RunInput, RunResult, SubgraphReply, Unreadable } from './contract.ts';
import type { Operation } from './operation.ts';
import { openPlannerThreads } from './planning/planner-threads.ts';
import { ServedCounts, type CohortCounts } from './served-counts.ts';
import type { Tier } from './splicing/spliced-run.ts';
import {
  openRelease,
  type Asked,
  type Found,
  type OperationsSize,
  type Release,
  type ReleaseOptions,
  type Remembered,
} from './release.ts';
import { startWarming, type Warming } from './warming.ts';

export interface EngineOptions extends Omit<ReleaseOptions, 'served' | 'servedTogether' | 'threads'> {
  readonly fetch: FetchSubgraph;
  readonly unreadable: Unreadable;
  /** How many of the most asked operations are prepared before a new supergraph is put in service. */
  readonly preparedAhead: number;
  /** How much is prepared ahead of what is asked, and who is told of it; nothing when it is absent. */
  readonly warmUp?: Pick<Warming, 'operations' | 'ended'>;
}

/** What one request adds to an operation. */
export interface Request {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: Signal;
  /** Of a subscription: the event that this run is for. */
  readonly event?: SubgraphReply;
}

export interface EngineResult extends RunResult {
  /** For how many seconds anyone may keep the answer, errors not counted; 0 when nobody may. */
  readonly maxAge: number;
}

/** Executes every operation of the gateway, over the supergraph in service. */
export interface Engine {
  /**
   * Opens a supergraph and prepares the hottest operations for it. Gives its text for libraries, without what the engine
   * enforces itself; under that text `serve` puts it in service. Rejects with a French ConfigurationError one that would
   * not be protected as it says.
   */
  readonly prepare: (supergraphSdl: string) => Promise<string>;
  /** Forgets a prepared supergraph that will not be served. */
  readonly forget: (librarySdl: string) => Promise<void>;
  /** Prepares an operation of the supergraph in service before it is asked; whether it is one that can be. */
  readonly prepareAhead: (asked: Asked, document: DocumentNode) => Promise<boolean>;
  /** Puts a prepared supergraph in service, and tells by which schema its operations are validated. */
  readonly serve: (librarySdl: string, servedSchema: GraphQLSchema) => void;
  /** An operation that was asked before of the supergraph in service. */
  readonly known: (asked: Asked) => Operation | undefined;
  /** Of the supergraph with this schema: a request under way ends on the one it began with. */
  readonly operation: (asked: Asked, document: DocumentNode, servedSchema?: GraphQLSchema) => Found;
  /** Where the events of a subscription come from; rejects with the refusal of one that cannot be planned. */
  readonly source: (operation: Operation, conditions: string) => Promise<EventSource>;
  /** Runs a ready or not yet ready program; rejects with the refusal of an operation that cannot be planned. */
  readonly run: (operation: Operation, conditions: string, request: Request) => Promise<EngineResult>;
  /** How many requests each tier has served since the engine was opened. */
  readonly counts: () => Readonly<Record<Tier, number>>;
  /** How many cohorts of more than one there were, and of how many requests. */
  readonly cohorts: () => CohortCounts;
  /** How many requests found their program kept, and how many had it prepared first. */
  readonly lookups: () => Readonly<Record<'hit' | 'miss', number>>;
  /** What the operations prepared for the supergraph in service take. */
  readonly operationsSize: () => OperationsSize;
  readonly close: () => Promise<void>;
}

export function openEngine(options: EngineOptions): Engine {
  const counts = new ServedCounts();
  const { served, servedTogether } = counts;
  const lookups = { hit: 0, miss: 0 };
  const threads = openPlannerThreads({ spares: 1 });
  const opened = new Map<string, Release>();
  const bySchema = new WeakMap<GraphQLSchema, Release>();
  let current: Release | undefined;
  /** The release before: requests that began on it may still need its planner. */
  let retired: Release | undefined;
  let stopWarming = (): void => undefined;
  const releaseOf = (schema: GraphQLSchema | undefined) => (schema === undefined ? undefined : bySchema.get(schema));
  const asked = (): number => lookups.hit + lookups.miss;
  const serving = (): Release => {
    if (current === undefined) throw new Error('No supergraph is in service yet.');
    return current;
  };
  return {
    prepare: async (sdl) => {
      const supergraph = readSupergraphSdl(sdl, POLICY_NAMES);
      const { librarySdl } = supergraph;
      if (opened.has(librarySdl)) return librarySdl;
      const release = await openRelease(supergraph, { ...options, served, servedTogether, threads });
      opened.set(librarySdl, release);
      await prepareAhead(release, current?.hottest(options.preparedAhead) ?? []);
      return librarySdl;
    },
    forget: async (sdl) => {
      const release = opened.get(sdl);
      if (release === undefined || release === current) return;
      opened.delete(sdl);
      await release.close();
    },
    serve: (sdl, servedSchema) => {
      const next = opened.get(sdl);
      if (next === undefined) throw new Error('A supergraph is prepared before it is served.');
      bySchema.set(servedSchema, next);
      if (next === current) return;
      // The thread of the release before the last is the spare one from now on.
      void Promise.resolve(retired?.close()).then(threads.prepareSpare);
      retired = current;
      current = next;
      for (const [text, release] of opened) if (release !== next) opened.delete(text);
      stopWarming();
      if (options.warmUp !== undefined) stopWarming = startWarming({ ...options.warmUp, release: next, asked });
    },
    prepareAhead: async (asked, document) => {
      const found = serving().operation(asked, document);
      if (found.kind !== 'operation') return false;
      const { noConditions, combination, prepared } = found.operation;
      return prepared(combination(noConditions, grantsOf(ANONYMOUS))).then(
        () => true,
        () => false,
      );
    },
    known: (asked) => serving().known(asked),
    operation: (asked, document, servedSchema) => (releaseOf(servedSchema) ?? serving()).operation(asked, document),
    source: async (operation, conditions) => {
      const { source } = operation.ready(conditions) ?? (await operation.prepared(conditions));
      if (source === undefined) throw new Error('Only a subscription has events.');
      return source;
    },
    run: async (operation, conditions, request) => {
      operation.hits += 1;
      const ready = operation.ready(conditions);
      lookups[ready === undefined ? 'miss' : 'hit'] += 1;
      const run = ready ?? (await operation.prepared(conditions));
      const input = inputOf(options, request);
      const { data, errors } = await run(input);
      const isQuery = operation.definition.operation === OperationTypeNode.QUERY;
      return { data, errors, maxAge: isQuery ? input.keeping.maxAge() : 0 };
    },
    counts: counts.tiers,
    cohorts: counts.cohorts,
    lookups: () => ({ ...lookups }),
    operationsSize: () => current?.size() ?? { entries: 0, bytes: 0 },
    close: async () => {
      stopWarming();
      const releases = retired === undefined ? [...opened.values()] : [...opened.values(), retired];
      await Promise.all(releases.map((release) => release.close()));
      await threads.close();
    },
  };
}

function inputOf({ fetch, unreadable }: EngineOptions, request: Request): RunInput {
  const { variables, actor, headers, signal, event } = request;
  const asked = event === undefined ? fetch : fetchAfter(event, fetch);
  return { variables, actor, headers, signal, fetch: asked, unreadable, introspection: {}, keeping: openKeeping() };
}

/** What the subscription itself gives is the event; all else is asked. */
function fetchAfter(event: SubgraphReply, fetch: FetchSubgraph): FetchSubgraph {
  return (asked) => (asked.operation === 'subscription' ? Promise.resolve(event) : fetch(asked));
}

/** An operation that the new supergraph does not accept is simply not prepared: its next caller is told why. */
async function prepareAhead(release: Release, hottest: readonly Remembered[]): Promise<void> {
  for (const { source, operationName, document, combinations } of hottest) {
    const found = release.operation({ source, operationName }, document);
    if (found.kind !== 'operation') continue;
    const { operation } = found;
    const prepared = combinations.map(({ conditions, grants }) =>
      operation.prepared(operation.combination(conditions, grants)),
    );
    await Promise.allSettled(prepared);
  }
}
