import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { openHub, type Hub } from '../support/hub.ts';
import { TOKEN } from '../support/identity.ts';
import { operation } from '../support/operations.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub({ metrics: { host: '127.0.0.1', port: 0 } });
}, 120_000);
afterAll(() => hub.close());

/** How many requests each tier has served, as the metrics tell it. */
async function counts(): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(hub.metricsUrl() ?? '')).text();
  const samples = text.matchAll(/^hub_executions_total\{tier="([^"]+)"\} (\d+)$/gm);
  return Object.fromEntries([...samples].map(([, tier = '', value]) => [tier, Number(value)]));
}

/** The tiers that served an operation asked once by someone who may ask everything. */
async function tiersOf({ query, variables }: { query: string; variables: object }): Promise<readonly string[]> {
  const before = await counts();
  const { errors } = await hub.ask(query, variables, { authorization: `Bearer ${TOKEN}` });
  expect(errors).toBeUndefined();
  const after = await counts();
  return Object.keys(after).flatMap((tier) => Array<string>((after[tier] ?? 0) - (before[tier] ?? 0)).fill(tier));
}

function isQuery(text: string): boolean {
  return getOperationAST(parse(text))?.operation === OperationTypeNode.QUERY;
}

const named = readdirSync('schema/operations')
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace(/\.graphql$/, ''))
  .filter((file) => isQuery(operation(file).query));

const pages = ['README.md', ...folder('docs'), ...folder('docs/guides')];
const shown = pages.flatMap((file) => {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/```graphql\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks.filter(isQuery).map((query, at) => ({ file, at: at + 1, query }));
});

function folder(path: string): string[] {
  return readdirSync(path)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${path}/${file}`);
}

describe('what is asked every day is served by splicing', () => {
  it.each(named)('the named query %s', async (file) => {
    expect(await tiersOf(operation(file))).toEqual(['spliced']);
  });

  it('a mutation that opens a diagnostic', async () => {
    expect(await tiersOf(operation('open-diagnostic'))).toEqual(['spliced']);
  });

  it('reads the dashboard of every EPCI', async () => {
    const { data } = await hub.ask('{ epcis { siren } }');
    expect(data.epcis.length).toBeGreaterThan(3);
    for (const { siren } of data.epcis) {
      const { query } = operation('epci-dashboard');
      expect([siren, await tiersOf({ query, variables: { siren } })]).toEqual([siren, ['spliced']]);
    }
  });

  it.each(shown)('the query $at of $file', async ({ query }) => {
    expect(await tiersOf({ query, variables: {} })).toEqual(['spliced']);
  });
});
