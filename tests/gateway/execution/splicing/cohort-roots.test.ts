import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeeping } from '../../../../gateway/caching/keeping.ts';
import type { SubgraphFetch } from '../../../../gateway/execution/contract.ts';
import { partner } from '../../actors.ts';
import { BATCHED, isJoined, openCrowds, OUT_OF_REACH, rewritten, type Crowds, type Happening } from './crowd.ts';
import { isCommon, isRootOf } from './held-fetches.ts';

let crowds: Crowds;
beforeAll(async () => {
  crowds = await openCrowds();
});
afterAll(() => crowds.close());

const ENTITIES = 'query ($id: ID!) { item(id: $id) { id name ... on Book { stock opinions { text } } } }';
const ROOTS = 'query ($id: ID!) { item(id: $id) { __typename id name score tags home { code people } } }';
const QUERIES: readonly (readonly [what: string, query: string, steps: number])[] = [
  ['entities', ENTITIES, 2],
  ['root fields alone', ROOTS, 0],
];

const asked = (...ids: readonly string[]) => ids.map((id) => ({ id }));
/** One of them is nobody's. */
const FIVE = asked('b1', 'nobody', 'made é"\\', 'f1', 'b2');
const FOUR = FIVE.slice(1);

const joint =
  (reply: (answer: Parameters<Happening>[1], one: SubgraphFetch) => ReturnType<Happening>): Happening =>
  (one, answer) =>
    isJoined(one) ? reply(answer, one) : undefined;

describe.each(QUERIES)('a crowd that asks %s', (_what, query, steps) => {
  it.each([2, 3, 4, 5])('is %i served as one, whose root fields are one request', async (members) => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const variables = FIVE.slice(-members);
    const alone = await crowd.alone(variables);
    for (const round of ['before the scanners are made', 'after']) {
      const together = await crowd.ask(variables, BATCHED);
      expect([round, together.texts, together.tiers]).toEqual([round, alone.texts, { spliced: members }]);
      expect([together.joined.length, together.roots.length, together.entities.length]).toEqual([1, 0, steps]);
    }
  });

  it('one by one asks each by itself', async () => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const { texts, joined, roots } = await crowd.ask(asked('b1'), BATCHED);
    expect([texts, joined.length, roots.length]).toEqual([(await crowd.alone(asked('b1'))).texts, 0, 1]);
  });

  it('without a way that asks root fields as one asks them of each', async () => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const { texts, roots, tiers } = await crowd.ask(FOUR);
    expect([texts, roots.length, tiers]).toEqual([(await crowd.alone(FOUR)).texts, 4, { spliced: 4 }]);
  });

  it('for two partners asks for each of them', async () => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const [a, b] = [partner('a'), partner('b')];
    const given = [a, a, b, b].map((actor) => ({ actor }));
    const { texts, joined } = await crowd.ask(FOUR, { ...BATCHED, given });
    expect(texts).toEqual((await crowd.alone(FOUR)).texts);
    expect(joined.map(({ actor }) => actor)).toEqual([a, b]);
  });

  it('is told how long its answers may be kept', async () => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const keepings = FIVE.map(() => openKeeping());
    const given = keepings.map((keeping) => ({ keeping }));
    const happens = joint(async (answer) => ({ ...(await answer()), maxAge: 5 }));
    await crowd.ask(FIVE, { ...BATCHED, given, happens });
    expect(keepings.map((each) => each.maxAge())).toEqual([5, 5, 5, 5, 5]);
  });

  it('asks each by itself what is refused for all, and one in error does not hold the others', async () => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const happens: Happening = (one, answer) =>
      isRootOf(one, 'b2') || isJoined(one)
        ? rewritten(answer, () => '{"data":{"item":null},"errors":[{"message":"no","path":["item"]}]}')
        : undefined;
    const alone = await crowd.alone(FOUR, { happens });
    const together = await crowd.ask(FOUR, { ...BATCHED, happens });
    expect([together.texts, together.tiers]).toEqual([alone.texts, { spliced: 3, 'handed-over': 1 }]);
    expect(together.texts[3]).toContain('"message":"no"');
    expect([together.joined.length, together.roots.length]).toEqual([1, 4]);
    expect(together.entities).toHaveLength(steps);
  });

  it.each<[string, Happening]>([
    ['out of reach', joint(() => Promise.resolve(OUT_OF_REACH))],
    ['cut', joint((answer) => rewritten(answer, (text) => text.slice(0, -9)))],
    ['null', joint((answer) => rewritten(answer, () => '{"data":null}'))],
    ['with white space', joint((answer) => rewritten(answer, (text) => JSON.stringify(JSON.parse(text), null, 1)))],
    ['without one of them', joint((answer) => rewritten(answer, (text) => text.replace('"b1_', '"b9_')))],
  ])('asks each by itself when the answer for all is %s, and serves them as one still', async (_fault, happens) => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const together = await crowd.ask(FOUR, { ...BATCHED, happens });
    expect([together.texts, together.tiers]).toEqual([(await crowd.alone(FOUR)).texts, { spliced: 4 }]);
    expect([together.joined.length, together.roots.length, together.entities.length]).toEqual([1, 4, steps]);
  });

  it('gives its part to who leaves as that is of another form, and serves the others as one', async () => {
    const crowd = await crowds.of(query, { id: 'b1' });
    const happens = joint((answer) => rewritten(answer, (text) => text.replace('"id":"f1"', '"id": "f1"')));
    const alone = await crowd.alone(FOUR);
    const together = await crowd.ask(FOUR, { ...BATCHED, happens });
    expect([together.texts, together.tiers]).toEqual([alone.texts, { spliced: 3, 'handed-over': 1 }]);
    expect([together.joined.length, together.roots.length]).toEqual([1, 0]);
  });
});

it('members of a crowd whose entities are refused go on with their parts of the root fields', async () => {
  const crowd = await crowds.of(ENTITIES, { id: 'b1' });
  const happens: Happening = (one) => (isCommon(one) ? Promise.resolve(OUT_OF_REACH) : undefined);
  const together = await crowd.ask(FIVE, { ...BATCHED, happens });
  expect([together.texts, together.tiers]).toEqual([(await crowd.alone(FIVE)).texts, { 'handed-over': 5 }]);
  expect([together.joined.length, together.roots.length]).toEqual([1, 0]);
});

it('root fields of two subgraphs are each asked as one', async () => {
  const crowd = await crowds.of('query ($id: ID!) { item(id: $id) { id } depots { number city rank } }', { id: 'b1' });
  const together = await crowd.ask(FOUR, BATCHED);
  expect([together.texts, together.tiers]).toEqual([(await crowd.alone(FOUR)).texts, { spliced: 4 }]);
  expect(together.joined.map(({ subgraph }) => subgraph).sort()).toEqual(['shelf', 'stock']);
  expect(together.roots).toHaveLength(0);
});

it('a program that cannot be spliced takes what its root fields gave, and asks nothing twice', async () => {
  const query = 'query ($id: ID!) { item(id: $id) { ... on Book { stock } } __schema { queryType { name } } }';
  const crowd = await crowds.of(query, { id: 'b1' });
  const alone = await crowd.alone(FOUR);
  const { texts, tiers, joined, roots, entities } = await crowd.ask(FOUR, BATCHED);
  expect([texts, tiers]).toEqual([alone.texts, { general: FOUR.length }]);
  expect([joined.length, roots.length, entities.length]).toEqual([1, 0, alone.entities.length]);
});
