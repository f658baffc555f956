import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { openCachingWorld, type CachingWorld } from '../caching/world.ts';
import { measured } from './measured.ts';

const CODES = ['47001', '47323', '47157', '47001'];

let world: CachingWorld;
beforeAll(async () => {
  const protection = { ...ROOMY_PROTECTION, maxBatch: CODES.length };
  world = await openCachingWorld({ protection, metrics: { host: '127.0.0.1', port: 0 } });
});
afterAll(() => world.close());

/** Asks the query of every commune, all in one turn, once it is prepared; what was counted meanwhile, zeros left out. */
async function countedOf(query: string): Promise<Readonly<Record<string, number>>> {
  await world.ask(query, { variables: { code: CODES[0] } });
  const before = await measured(world.metricsUrl());
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(CODES.map((code) => ({ query, variables: { code } }))),
  });
  expect(await response.json()).toHaveLength(CODES.length);
  const added = [...(await measured(world.metricsUrl()))].map(([name, value]) => [
    name,
    value - (before.get(name) ?? 0),
  ]);
  const own = /^hub_(cohort|subgraph_joined)/;
  return Object.fromEntries(added.filter(([name, value]) => own.test(String(name)) && value !== 0));
}

describe('the metrics of a gateway count, of what is asked by several at once,', () => {
  it('cohorts and their requests, joined requests and their fetches', async () => {
    expect(await countedOf('query($code: ID!) { commune(inseeCode: $code) { name fibre } }')).toEqual({
      'hub_cohorts_total{outcome="together"}': 1,
      hub_cohort_requests_total: 4,
      'hub_subgraph_joined_requests_total{subgraph="territory",outcome="together"}': 1,
      'hub_subgraph_joined_fetches_total{subgraph="territory"}': 4,
    });
  });

  it('the cohorts whose entities were not answered as planned', async () => {
    const query = 'query($code: ID!) { commune(inseeCode: $code) { name broken } }';
    for (let time = 0; time < 3; time += 1) {
      expect(await countedOf(query)).toMatchObject({
        'hub_cohorts_total{outcome="apart"}': 1,
        hub_cohort_requests_total: 4,
      });
    }
    // For a while they are served one by one, and so are not counted; their root fields are joined all the same.
    expect(await countedOf(query)).toEqual({
      'hub_subgraph_joined_requests_total{subgraph="territory",outcome="together"}': 1,
      'hub_subgraph_joined_fetches_total{subgraph="territory"}': 4,
    });
  });

  it('the joined requests that were not answered as planned', async () => {
    const query = 'query($code: ID!) { commune(inseeCode: $code) { name } fails { name } }';
    expect(await countedOf(query)).toEqual({
      'hub_cohorts_total{outcome="together"}': 1,
      hub_cohort_requests_total: 4,
      'hub_subgraph_joined_requests_total{subgraph="territory",outcome="apart"}': 1,
      'hub_subgraph_joined_fetches_total{subgraph="territory"}': 4,
    });
  });

  it('none for a request that is alone', async () => {
    const before = await measured(world.metricsUrl());
    await world.ask('{ communes { name } }');
    const after = await measured(world.metricsUrl());
    for (const name of ['hub_cohort_requests_total', 'hub_subgraph_joined_fetches_total{subgraph="territory"}'])
      expect(after.get(name)).toBe(before.get(name));
  });
});
