import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, parse } from 'graphql';
import { readCosts } from '../../../gateway/limits/cost/read-costs.ts';
import { namedOperations } from '../../../gateway/operations.ts';
import { DEFAULT_PROTECTION } from '../../../gateway/protection.ts';
import { estimated } from './estimated.ts';

describe('a supergraph whose costs cannot be read is refused', () => {
  const LINKED = '@link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])';
  const of =
    (field: string, link = LINKED) =>
    () =>
      readCosts(parse(`schema ${link} { query: Query } type Query { ${field} } type Page { edges: [Int] total: Int }`));
  it.each([
    ['another version', of('a: Int', '@link(url: "https://specs.apollo.dev/cost/v0.2")'), /cost\/v0\.2/],
    ['two links', of('a: Int', `${LINKED} ${LINKED}`), /deux fois/],
    ['a cost that nothing links', of('a: Int @cost(weight: 1)', ''), /@cost sans le lier/],
    ['a list size that nothing links', of('a: [Int] @listSize(assumedSize: 1)', ''), /@listSize sans le lier/],
    ['a weight that is no number', of('a: Int @cost(weight: "1")'), /poids illisible/],
    ['no weight', of('a: Int @cost'), /poids illisible/],
    ['a negative weight', of('a: Int @cost(weight: -1)'), /négatif/],
    ['an unknown argument', of('a: [Int] @listSize(size: 1)'), /argument inconnu \(size\)/],
    ['a negative size', of('a: [Int] @listSize(assumedSize: -1)'), /assumedSize illisible/],
    ['a slicing argument that is not there', of('a: [Int] @listSize(slicingArguments: ["first"])'), /« first »/],
    ['one that is no Int', of('a(f: String): [Int] @listSize(slicingArguments: ["f"])'), /arguments entiers/],
    ['slicing arguments that are numbers', of('a(f: Int): [Int] @listSize(slicingArguments: [1])'), /slicingArguments/],
    ['a sized field that is not there', of('a: Page @listSize(sizedFields: ["nodes"])'), /« nodes »/],
    ['a sized field that is no list', of('a: Page @listSize(sizedFields: ["total"])'), /« total »/],
    ['a size of what is no list', of('a: Page @listSize(assumedSize: 2)'), /ne donne pas de liste/],
    ['a flag that is no boolean', of('a: [Int] @listSize(requireOneSlicingArgument: 1)'), /requireOneSlicing/],
  ])('%s', (_what, read, message) => {
    expect(read).toThrow(message);
  });

  it('but names that the supergraph gives to the directives are read', () => {
    const link = '@link(url: "https://specs.apollo.dev/cost/v0.1", as: "price")';
    const costs = of('a: [Int] @price(weight: 3) @price__listSize(assumedSize: 2)', link)();
    expect([costs.weightOf('Query.a'), costs.listSizeOf('Query.a')?.assumedSize]).toEqual([3, 2]);
  });
});

describe('the operations of schema/operations', () => {
  const supergraph = readFileSync('schema/supergraph.graphql', 'utf8');
  const schema = buildASTSchema(parse(readFileSync('schema/api.graphql', 'utf8')));

  it('cost what the maximum leaves a wide margin for', async () => {
    const operations = await namedOperations('schema/operations');
    const costs = operations.map(({ name, query, variables }) => {
      const given = variables === '' ? {} : (JSON.parse(variables) as object);
      return [name, estimated(query, given, { schema, supergraph })] as const;
    });
    expect(Object.fromEntries(costs)).toMatchObject({ EpciDashboard: 664, HouseholdLookup: 351, PlaceSearch: 44 });
    for (const [, cost] of costs) expect(cost * 4).toBeLessThan(DEFAULT_PROTECTION.limits.cost);
  });
});
