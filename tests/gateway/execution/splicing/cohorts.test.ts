import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeeping } from '../../../../gateway/caching/keeping.ts';
import { until } from '../../../support/until.ts';
import { openCrowds, representationsOf, type Crowds } from './crowd.ts';

let crowds: Crowds;
beforeAll(async () => {
  crowds = await openCrowds();
});
afterAll(() => crowds.close());

const ITEM = `query ($id: ID!) {
  item(id: $id) { __typename id name ... on Book { stock pages } ... on Film { stock minutes } maker { name reach } }
}`;
const IDS = ['b1', 'f1', 'g1', 'b2', 'nobody', 'b1', 'made 1'];
const asked = (ids: readonly string[]) => ids.map((id) => ({ id }));

const SHAPES: readonly (readonly [what: string, query: string, variables: readonly object[]])[] = [
  ['an interface of which some types are entities, and nobody', ITEM, asked(IDS)],
  [
    'lists of entities, with nulls and repetitions',
    'query ($ids: [ID!]!) { picked(ids: $ids) { name ... on Book { stock label } } }',
    [['b1', 'b2'], [], ['nobody', 'b1', 'b1'], ['f1', 'g1'], ['made 1', 'b2', 'made 2']].map((ids) => ({ ids })),
  ],
  [
    'what is required of nested lists, and of an entity again',
    'query ($id: ID!) { item(id: $id) { id maker { echo } } makers { name reach } }',
    asked(IDS),
  ],
  [
    'entities of entities of a third subgraph',
    'query ($id: ID!) { item(id: $id) { ... on Book { depot { city rank } opinions { text about { name pages stock } } } } }',
    asked(IDS),
  ],
  [
    'two root fields of two subgraphs',
    'query ($id: ID!) { item(id: $id) { id ... on Book { place } } depots { number city rank } }',
    asked(IDS),
  ],
  [
    'representations of any characters',
    'query ($id: ID!) { item(id: $id) { ... on Book { stock label place } } }',
    asked(['made é', 'made "\\', 'made \n\t\u0001', 'made 🎉', 'made \u2028', 'made é', 'made {"id":1},[']),
  ],
];

describe.each(SHAPES)('requests at once for %s', (_what, query, variables) => {
  it('are each answered as alone, and served together', async () => {
    const crowd = await crowds.of(query, { ...variables[0] });
    const alone = await crowd.alone(variables as Record<string, unknown>[]);
    for (const round of ['before the scanners are made', 'after']) {
      const together = await crowd.ask(variables as Record<string, unknown>[]);
      expect([round, together.texts]).toEqual([round, alone.texts]);
      expect([round, together.tiers]).toEqual([round, { spliced: variables.length }]);
      expect(together.roots).toHaveLength(alone.roots.length);
      const steps = new Set(together.entities.map(({ planned }) => planned?.step));
      expect(together.entities).toHaveLength(steps.size);
      for (const { planned } of together.entities) {
        const texts = planned?.representations ?? [];
        expect(texts).toHaveLength(new Set(texts).size);
      }
    }
  });
});

it('an entity of several requests is asked once, and the others once each', async () => {
  const crowd = await crowds.of(ITEM, { id: 'b1' });
  const { entities, roots } = await crowd.ask(asked(IDS));
  expect(roots).toHaveLength(IDS.length);
  expect([...representationsOf(entities, 'stock')].filter((text) => text.includes('"b1"'))).toHaveLength(1);
  expect([...representationsOf(entities, 'stock')].filter((text) => text.includes('"m1"'))).toHaveLength(1);
});

const PLACE = `query ($id: ID!, $room: String, $near: Near) {
  item(id: $id) { ... on Book { stock place(room: $room, near: $near) } }
}`;

describe('requests at once', () => {
  it('for a change are each served alone', async () => {
    const crowd = await crowds.of('mutation ($id: ID!) { rename(id: $id, name: "x") { name ... on Book { stock } } }', {
      id: 'b1',
    });
    const { texts, fetches, tiers } = await crowd.ask(asked(['b1', 'b2', 'b1']));
    expect(fetches).toHaveLength(6);
    expect(tiers).toEqual({ spliced: 3 });
    expect(texts).toEqual((await crowd.alone(asked(['b1', 'b2', 'b1']))).texts);
  });

  it('that are more than may be served as one are several crowds', async () => {
    const crowd = await crowds.of(ITEM, { id: 'b1' });
    const many = asked(Array.from({ length: 37 }, (_, at) => `made ${at % 20}`));
    const { texts, tiers, entities } = await crowd.ask(many);
    expect(texts).toEqual((await crowd.alone(many)).texts);
    expect(tiers).toEqual({ spliced: 37 });
    expect(
      entities.filter(({ planned }) => planned?.representations?.some((one) => one.includes('Book'))),
    ).toHaveLength(3);
  });

  it('that are too much for one request to a subgraph each ask their own', async () => {
    const crowd = await crowds.of('query ($ids: [ID!]!) { picked(ids: $ids) { ... on Book { stock } } }', { ids: [] });
    const long = 'x'.repeat(1000);
    const many = [0, 1, 2].map((at) => ({ ids: Array.from({ length: 100 }, (_, nth) => `made ${at} ${nth} ${long}`) }));
    const { texts, roots, entities } = await crowd.ask(many);
    expect(texts).toEqual((await crowd.alone(many)).texts);
    expect([roots.length, entities.length]).toEqual([3, 3]);
  });

  it('that come one after the other while others are served are put together', async () => {
    const crowd = await crowds.of(PLACE, { id: 'b1' });
    const first = crowd.begin(asked(['b1']));
    await new Promise((resolve) => setImmediate(resolve));
    const others = await crowd.ask(asked(['b2', 'made 1', 'b1']));
    expect(others.entities).toHaveLength(1);
    expect([...(await Promise.all(first.texts)), ...others.texts]).toEqual(
      (await crowd.alone(asked(['b1', 'b2', 'made 1', 'b1']))).texts,
    );
  });

  it('for a program that cannot be spliced ask nothing twice', async () => {
    const query = 'query ($id: ID!) { item(id: $id) { ... on Book { stock } } __schema { queryType { name } } }';
    const crowd = await crowds.of(query, { id: 'b1' });
    const alone = await crowd.alone(asked(IDS));
    const before = new Map(crowds.servedTogether);
    for (const round of ['before that is known', 'after']) {
      const { texts, roots, entities, tiers } = await crowd.ask(asked(IDS));
      expect([round, texts, tiers]).toEqual([round, alone.texts, { general: IDS.length }]);
      expect([roots.length, entities.length]).toEqual([alone.roots.length, alone.entities.length]);
    }
    // Told when the cohort has ended, which may be after its members have their answers.
    await until('a cohort told as apart', () => (crowds.servedTogether.get('apart') ?? 0) > (before.get('apart') ?? 0));
    expect(crowds.servedTogether.get('together')).toBe(before.get('together'));
  });

  it('are each told how long their answer may be kept', async () => {
    const crowd = await crowds.of(PLACE, { id: 'b1' });
    const keepings = ['b1', 'b2', 'nobody'].map(() => openKeeping());
    await crowd.ask(asked(['b1', 'b2', 'nobody']), {
      given: keepings.map((keeping) => ({ keeping })),
      happens: (fetch, answer) => {
        const { planned, body } = fetch;
        const ages: readonly [string, number][] = [
          ['"id":"b1"', 5],
          ['"id":"b2"', 50],
          ['"id":"nobody"', 40],
        ];
        const maxAge = planned?.representations === null ? ages.find(([id]) => body.includes(id))?.[1] : 20;
        return answer().then((reply) => (reply.kind === 'failed' ? reply : { ...reply, maxAge: maxAge ?? 0 }));
      },
    });
    expect(keepings.map((each) => each.maxAge())).toEqual([5, 20, 20]);
  });
});
