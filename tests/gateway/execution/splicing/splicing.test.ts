import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FetchSubgraph } from '../../../../gateway/execution/contract.ts';
import { encoded } from '../../../../gateway/latin1.ts';
import { openTiers, type TieredOperation, type Tiers, type TierName } from '../generated/tiers.ts';
import type { SubgraphRequest } from '../in-process-subgraph.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { CONDITIONAL, SPLICED } from './spliced-operations.ts';
import { shelfWorld } from './shelf-world.ts';

const world = shelfWorld();
let tiers: Tiers;
beforeAll(async () => {
  tiers = await openTiers(world.supergraphSdl);
});
afterAll(() => tiers.close());

interface Reply {
  readonly subgraph: string;
  readonly body: string;
  readonly text: string;
}

/** The subgraphs' answers by request, the same one asked twice executed once. */
const answers = new Map<string, Promise<string>>();

/** Asks subgraphs; the answer to one request may be another. What is asked is added to `replies`. */
function fetchWith(replies: Reply[], hostile?: { readonly instead: Reply; readonly text: string }): FetchSubgraph {
  return async ({ subgraph, body }) => {
    const asked = body.toString();
    const isHostile = hostile?.instead.subgraph === subgraph && hostile.instead.body === asked;
    const key = `${subgraph} ${asked}`;
    const known = answers.get(key) ?? answered(subgraph, asked);
    answers.set(key, known);
    const text = isHostile ? hostile.text : await known;
    replies.push({ subgraph, body: asked, text });
    return { kind: 'answered', latin1: encoded(text) };
  };
}

async function answered(subgraph: string, body: string): Promise<string> {
  const { query, variables = {}, operationName } = JSON.parse(body) as Partial<SubgraphRequest>;
  const running = world.subgraphs.get(subgraph);
  return JSON.stringify(await running?.answer({ query: query ?? '', variables, operationName }));
}

interface Asked {
  readonly text: string;
  readonly replies: readonly Reply[];
}

async function asked(
  operation: TieredOperation,
  tier: TierName,
  hostile?: Parameters<typeof fetchWith>[1],
): Promise<Asked> {
  const replies: Reply[] = [];
  const { text } = await operation.ask(tier, fetchWith(replies, hostile));
  return { text, replies };
}

const bodies = ({ replies }: Asked): readonly string[] =>
  replies.map(({ subgraph, body }) => `${subgraph} ${body}`).sort();

async function isSpliced(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const operation = await tiers.prepared({ query, variables, operationName: undefined });
  expect(operation.tiers).toContain('spliced');
  const before = tiers.served.get('spliced') ?? 0;
  const spliced = await asked(operation, 'spliced');
  expect(tiers.served.get('spliced')).toBe(before + 1);
  const interpreted = await asked(operation, 'interpreted');
  expect(spliced.text).toBe(interpreted.text);
  expect(spliced.text).toMatch(/ \[\]$/);
  expect(bodies(spliced)).toEqual(bodies(interpreted));
  // Objects that come again are not read again from their third time on.
  for (let time = 2; time <= 4; time += 1) expect(await asked(operation, 'spliced')).toEqual(spliced);
}

describe.each(SPLICED)('%s', (_what, query) => {
  it('is spliced, to the same bytes', () => isSpliced(query));

  it('is answered the same whatever a subgraph answers, and nothing is asked twice', async () => {
    const operation = await tiers.prepared({ query, variables: {}, operationName: undefined });
    const { replies } = await asked(operation, 'spliced');
    for (const instead of replies) {
      for (const [what, text] of hostileAnswers(instead.text)) {
        const hostile = { instead, text };
        const interpreted = await asked(operation, 'interpreted', hostile);
        const spliced = await asked(operation, 'spliced', hostile);
        const told = `${instead.subgraph}: ${what}`;
        expect([told, spliced.text]).toEqual([told, interpreted.text]);
        expect([told, bodies(spliced)]).toEqual([told, bodies(interpreted)]);
      }
    }
  }, 120_000);
});

it.each([
  [false, false],
  [false, true],
  [true, false],
  [true, true],
])('conditions that are %s and %s are spliced', (more, less) => isSpliced(CONDITIONAL, { more, less }));
