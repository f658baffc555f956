import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prometheusText } from '../../../gateway/metrics/prometheus-text.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { until } from '../caching/asked.ts';
import { openCachingWorld, type CachingWorld } from '../caching/world.ts';
import { measured } from './measured.ts';

let world: CachingWorld;
let clock: HeldClock;
beforeAll(async () => {
  clock = holdClock();
  const caching = { maxBytes: 1_000_000, redisUrl: undefined };
  world = await openCachingWorld({ caching, metrics: { host: '127.0.0.1', port: 0 } });
});
afterAll(async () => {
  await world.close();
  clock.release();
});

const metrics = () => measured(world.metricsUrl());

describe('the metrics of a gateway', () => {
  it('count requests by status, tiers, plans, subgraphs, and what is kept', async () => {
    for (let times = 0; times < 3; times += 1) await world.ask('{ communes { name fibre } }');
    await world.ask('{ nope }');
    await until(async () => ((await metrics()).get('hub_http_requests_total{status="400"}') ?? 0) > 0);
    const values = await metrics();
    const of = (name: string) => values.get(name);
    expect(of('hub_http_requests_total{status="200"}')).toBe(3);
    expect(of('hub_http_request_duration_seconds_count')).toBe(4);
    expect(of('hub_http_request_duration_seconds_bucket{le="+Inf"}')).toBe(4);
    expect(of('hub_executions_total{tier="spliced"}')).toBe(3);
    expect(of('hub_operation_lookups_total{outcome="hit"}')).toBe(2);
    expect(of('hub_operation_lookups_total{outcome="miss"}')).toBe(1);
    expect(of('hub_http_requests_merged_total')).toBe(0);
    expect(of('hub_planning_duration_seconds_count')).toBe(1);
    expect(of('hub_planning_refusals_total')).toBe(0);
    expect(of('hub_prepared_operations')).toBe(1);
    expect(of('hub_subgraph_requests_total{subgraph="network"}')).toBe(1);
    expect(of('hub_subgraph_failures_total{subgraph="network",reason="TIMEOUT"}')).toBe(0);
    expect(of('hub_cache_reads_total{subgraph="network",outcome="hit"}')).toBe(6);
    expect(of('hub_cache_entries')).toBe(4);
    expect(of('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(values.has('nodejs_eventloop_delay_seconds{quantile="0.99"}')).toBe(true);
  });

  it('count the queries that waited for the same one', async () => {
    const same = '{ communes { fibre(unit: " %") } }';
    await world.ask(same);
    world.network.publish();
    const release = world.data.hold();
    const asked = Promise.all([1, 2, 3].map(() => world.ask(same)));
    await until(async () => (await metrics()).get('hub_http_requests_merged_total') === 2);
    release();
    expect(new Set((await asked).map(({ text }) => text)).size).toBe(1);
  });

  it('are not on the gateway’s own port, and nothing else is on theirs', async () => {
    expect((await fetch(`${world.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${new URL(world.metricsUrl() ?? '').origin}/graphql`)).status).toBe(404);
  });
});

it('a label’s text is escaped', () => {
  const samples = [{ labels: { a: 'x"\\\n' }, value: 1 }];
  expect(prometheusText([{ name: 'm', help: 'M.', type: 'gauge', samples }])).toBe(
    '# HELP m M.\n# TYPE m gauge\nm{a="x\\"\\\\\\n"} 1\n',
  );
});
