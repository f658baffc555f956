import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openHub, type Hub } from '../support/hub.ts';
import { operation } from '../support/operations.ts';

let hub: Hub;
beforeAll(async () => {
  hub = await openHub();
}, 120_000);
afterAll(() => hub.close());

const SAID = [
  '12 rue des Tilleuls Pujols',
  'rue de la République Agen',
  'avenue Marmande',
  'place Nérac',
  'nulle part',
  '',
];

it('answers many households at once as each one alone', async () => {
  const { query, variables } = operation('household-lookup');
  const asked = (said: string) => hub.ask(query, { ...variables, address: said });
  const alone = [];
  for (const said of SAID) alone.push(await asked(said));
  expect(alone[0]?.data.searchAddresses).not.toHaveLength(0);
  for (let round = 0; round < 3; round += 1) {
    const crowd = await Promise.all([...SAID, ...SAID].map(asked));
    expect(crowd).toEqual([...alone, ...alone]);
  }
});
