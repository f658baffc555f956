import type { CachedTransport } from '../caching/cached-transport.ts';
import type { CacheSnapshot } from '../caching/entity-cache.ts';
import type { Engine } from '../execution/engine.ts';
import type { CohortCounts } from '../execution/served-counts.ts';
import type { SubgraphSnapshot } from '../transport/transport.ts';
import { Durations } from './durations.ts';
import type { Family, Sample } from './prometheus-text.ts';

/** Planning of operations, as the engine tells it. */
export class PlanningMetrics {
  readonly #durations = new Durations();
  #refusals = 0;

  readonly planned = (ms: number, isRefused: boolean): void => {
    this.#durations.add(ms);
    if (isRefused) this.#refusals += 1;
  };

  families(): readonly Family[] {
    return [
      this.#durations.family('hub_planning_duration_seconds', 'Time to plan an operation, waiting included.'),
      counter('hub_planning_refusals_total', 'Operations that could not be planned.', [{ value: this.#refusals }]),
    ];
  }
}

/** What the engine, the transport and the cache have counted, read when it is asked for. */
export function executionFamilies(engine: Engine, transport: CachedTransport): readonly Family[] {
  const tiers = Object.entries(engine.counts()).map(([tier, value]) => ({ labels: { tier }, value }));
  const lookups = Object.entries(engine.lookups()).map(([outcome, value]) => ({ labels: { outcome }, value }));
  const { entries, bytes } = engine.operationsSize();
  const kept = transport.kept();
  return [
    counter('hub_executions_total', 'Operations executed, by what served them.', tiers),
    counter('hub_operation_lookups_total', 'Operations executed: kept ready, or prepared first.', lookups),
    gauge('hub_prepared_operations', 'Operations prepared for the supergraph in service.', [{ value: entries }]),
    gauge('hub_prepared_operations_bytes', 'Memory that they take, roughly.', [{ value: bytes }]),
    ...cohortFamilies(engine.cohorts()),
    ...transportFamilies(Object.entries(transport.snapshot())),
    ...joinedFamilies(Object.keys(transport.snapshot()), transport.joined),
    ...(kept === null ? [] : cacheFamilies(kept)),
  ];
}

/** The subscriptions that are followed now. */
export function subscriptionFamilies(count: () => number): readonly Family[] {
  return [gauge('hub_subscriptions', 'Subscriptions followed now.', [{ value: count() }])];
}

function cohortFamilies({ cohorts, requests }: CohortCounts): readonly Family[] {
  const samples = Object.entries(cohorts).map(([outcome, value]) => ({ labels: { outcome }, value }));
  return [
    counter(
      'hub_cohorts_total',
      'Cohorts of requests that were served as one; after apart, alike ones are not.',
      samples,
    ),
    counter('hub_cohort_requests_total', 'Requests that were served in a cohort.', [{ value: requests }]),
  ];
}

function joinedFamilies(subgraphs: readonly string[], joined: CachedTransport['joined']): readonly Family[] {
  const requests = subgraphs.flatMap((subgraph) =>
    Object.entries(joined(subgraph).requests).map(([outcome, value]) => ({ labels: { subgraph, outcome }, value })),
  );
  const fetches = subgraphs.map((subgraph) => ({ labels: { subgraph }, value: joined(subgraph).fetches }));
  return [
    counter(
      'hub_subgraph_joined_requests_total',
      'Requests for root fields of several requests; after apart, alike ones are not joined.',
      requests,
    ),
    counter('hub_subgraph_joined_fetches_total', 'Fetches of root fields that were joined in them.', fetches),
  ];
}

function transportFamilies(subgraphs: readonly (readonly [string, SubgraphSnapshot])[]): readonly Family[] {
  const samples = (read: (of: SubgraphSnapshot) => number) =>
    subgraphs.map(([subgraph, of]) => ({ labels: { subgraph }, value: read(of) }));
  const failures = subgraphs.flatMap(([subgraph, of]) =>
    Object.entries(of.failures).map(([reason, value]) => ({ labels: { subgraph, reason }, value })),
  );
  return [
    counter(
      'hub_subgraph_requests_total',
      'Requests to subgraphs.',
      samples(({ requests }) => requests),
    ),
    counter(
      'hub_subgraph_retries_total',
      'Requests made again on another connection.',
      samples(({ retries }) => retries),
    ),
    counter('hub_subgraph_failures_total', 'Requests without a usable answer, by reason.', failures),
    gauge(
      'hub_subgraph_circuit_open',
      '1 while a subgraph is not asked because it failed, 0.5 while one request tries.',
      samples(({ circuit }) => ({ closed: 0, 'half-open': 0.5, open: 1 })[circuit]),
    ),
  ];
}

function cacheFamilies({ subgraphs, entries, bytes, redisFailures }: CacheSnapshot): readonly Family[] {
  const outcomes = [...subgraphs].flatMap(([subgraph, { hits, misses, merged }]) =>
    Object.entries({ hit: hits, miss: misses, merged }).map(([outcome, value]) => ({
      labels: { subgraph, outcome },
      value,
    })),
  );
  const drops = [...subgraphs].map(([subgraph, of]) => ({ labels: { subgraph }, value: of.drops }));
  return [
    counter(
      'hub_cache_reads_total',
      'Entities and root data looked for: kept, asked, or waited for with another.',
      outcomes,
    ),
    counter('hub_cache_drops_total', 'Times that what was kept of a subgraph was dropped as it published.', drops),
    gauge('hub_cache_entries', 'Entities and root data kept in memory.', [{ value: entries }]),
    gauge('hub_cache_bytes', 'Memory that they take.', [{ value: bytes }]),
    counter('hub_cache_redis_failures_total', 'Reads and writes that Redis did not do.', [{ value: redisFailures }]),
  ];
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, type: 'counter', samples };
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, type: 'gauge', samples };
}
