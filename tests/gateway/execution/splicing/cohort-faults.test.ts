import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubgraphFetch, SubgraphReply } from '../../../../gateway/execution/contract.ts';
import { openCrowds, OUT_OF_REACH, rewritten, type Crowds, type Happening } from './crowd.ts';
import { isCommon, isRootOf } from './held-fetches.ts';

let crowds: Crowds;
beforeAll(async () => {
  crowds = await openCrowds();
});
afterAll(() => crowds.close());

const QUERY = `query ($id: ID!) { item(id: $id) {
  id name maker { name reach } ... on Book { stock label opinions { text about { pages stock } } }
} }`;
/** Fetches of entities: books, their opinions, makers, and the books of opinions, of two subgraphs. */
const STEPS = 5;
const VARIABLES = ['b1', 'b2', 'f1', 'made é'].map((id) => ({ id }));

type Answer = () => Promise<SubgraphReply>;

const reordered = (text: string): string => text.replace(/\{("\w+":[^,{}[\]]+),("\w+":[^,{}[\]]+)/, '{$2,$1');

const FAULTS: readonly (readonly [what: string, reply: (answer: Answer) => Promise<SubgraphReply>])[] = [
  ['is out of reach', () => Promise.resolve(OUT_OF_REACH)],
  ['is refused', (answer) => rewritten(answer, () => '{"errors":[{"message":"no"}]}')],
  ['has errors besides', (answer) => rewritten(answer, (text) => text.replace(/\}$/, ',"errors":[{"message":"no"}]}'))],
  ['is null', (answer) => rewritten(answer, () => '{"data":null}')],
  ['is cut', (answer) => rewritten(answer, (text) => text.slice(0, -9))],
  ['is empty', (answer) => rewritten(answer, () => '')],
  ['has white space', (answer) => rewritten(answer, (text) => JSON.stringify(JSON.parse(text), null, 1))],
  ['has white space within', (answer) => rewritten(answer, (text) => text.replaceAll('},{', '}, {'))],
  ['has a line end', (answer) => rewritten(answer, (text) => `${text}\n`)],
  ['has its keys in another order', (answer) => rewritten(answer, reordered)],
  ['has escapes that need not be', (answer) => rewritten(answer, (text) => text.replaceAll('a', '\\u0061'))],
  ['has nulls', (answer) => rewritten(answer, (text) => text.replaceAll(/"stock":\d+|"maker":\{/g, nulled))],
];
const nulled = (found: string): string => (found.startsWith('"stock"') ? '"stock":null' : '"maker":null,"x":{');

/** Each can be given its own part. */
const USABLE = new Set([
  'has a line end',
  'has its keys in another order',
  'has escapes that need not be',
  'has nulls',
  'has nobody',
]);

const entitiesBy = (change: (entities: readonly unknown[]) => readonly unknown[]) => (text: string) => {
  const { data } = JSON.parse(text) as { readonly data: { readonly _entities: readonly unknown[] } };
  return JSON.stringify({ data: { _entities: change(data._entities) } });
};

/** Of entities alone. */
const ENTITY_FAULTS: typeof FAULTS = [
  [
    'lacks one',
    (answer) =>
      rewritten(
        answer,
        entitiesBy((all) => all.slice(1)),
      ),
  ],
  [
    'has one too many',
    (answer) =>
      rewritten(
        answer,
        entitiesBy((all) => [...all, all[0]]),
      ),
  ],
  [
    'has nobody',
    (answer) =>
      rewritten(
        answer,
        entitiesBy((all) => all.map(() => null)),
      ),
  ],
  ['is no list', (answer) => rewritten(answer, () => '{"data":{"_entities":null}}')],
];

const UNUSABLE = [...FAULTS, ...ENTITY_FAULTS].filter(([what]) => !USABLE.has(what));

describe.each(FAULTS)('when the answer to the root fields of one request of a crowd %s', (_what, reply) => {
  const happens: Happening = (asked, answer) => (isRootOf(asked, 'b2') ? reply(answer) : undefined);

  it.each(['before the scanners are made', 'after'])('each is answered as alone, %s', async (when) => {
    const crowd = await crowds.of(QUERY, { id: 'b1' });
    if (when === 'after') await crowd.ask(VARIABLES);
    const alone = await crowd.alone(VARIABLES, { happens });
    const together = await crowd.ask(VARIABLES, { happens });
    expect(together.texts).toEqual(alone.texts);
    expect(together.roots).toHaveLength(VARIABLES.length);
    const { spliced = 0, 'handed-over': left = 0, general = 0 } = together.tiers;
    expect([spliced + left, general]).toEqual([VARIABLES.length, 0]);
    expect(left).toBeLessThanOrEqual(1);
    const others = together.entities.length - new Set(together.entities.map(({ planned }) => planned?.step)).size;
    expect(others).toBeLessThanOrEqual(left * STEPS);
  });
});

describe.each(['stock', 'opinions'])('when an answer about entities of %s', (subgraph) => {
  const isOf = (asked: SubgraphFetch): boolean =>
    asked.subgraph === subgraph && asked.planned?.representations !== null;

  it.each([...FAULTS, ...ENTITY_FAULTS])('%s, each is answered as alone, whoever asks', async (_what, reply) => {
    const happens: Happening = (asked, answer) => (isOf(asked) ? reply(answer) : undefined);
    const crowd = await crowds.of(QUERY, { id: 'b1' });
    const alone = await crowd.alone(VARIABLES, { happens });
    const together = await crowd.ask(VARIABLES, { happens });
    expect(together.texts).toEqual(alone.texts);
    expect(together.roots).toHaveLength(VARIABLES.length);
  });

  it.each(UNUSABLE)('%s for all of them, each asks that again, and nothing else', async (_what, reply) => {
    const happens: Happening = (asked, answer) => (isOf(asked) && isCommon(asked) ? reply(answer) : undefined);
    const crowd = await crowds.of(QUERY, { id: 'b1' });
    const alone = await crowd.alone(VARIABLES);
    const together = await crowd.ask(VARIABLES, { happens });
    expect([together.texts, together.tiers]).toEqual([alone.texts, { 'handed-over': VARIABLES.length }]);
    expect(together.roots).toHaveLength(VARIABLES.length);
    const counts = new Map<unknown, number>();
    for (const { planned } of together.entities) counts.set(planned?.step, (counts.get(planned?.step) ?? 0) + 1);
    // Books, their opinions (of three requests each), makers (of all), and books of opinions.
    const expected = subgraph === 'stock' ? [1 + 3, 1 + 4, 1, 3, 3] : [1, 1, 1 + 3, 3, 3];
    expect([...counts.values()].sort()).toEqual(expected.sort());
  });
});
