import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { faultsOf, send } from '../attacks/attack.ts';
import { openGateway, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openGateway();
});
afterAll(() => world.close());

/** The body is one level, the variables another one. */
const nested = (levels: number) =>
  `{"query":"{ __typename }","variables":{"unused":${'['.repeat(levels - 2)}${']'.repeat(levels - 2)}}}`;

it('values nested sixty-four times are read, and no further, the first time and when they come again', async () => {
  for (let time = 0; time < 4; time += 1) {
    expect(await send(world.url, { body: nested(64) })).toMatchObject({ status: 200 });
    const refused = await send(world.url, { body: nested(65) });
    expect({ status: refused.status, faults: faultsOf(refused) }).toEqual({
      status: 400,
      faults: [
        {
          message:
            'La requête emboîte ses valeurs sur 65 niveaux ou plus ; le maximum est 64. Aucune valeur du schéma n’en demande autant.',
          extensions: { limit: 'nesting', value: 65, maximum: 64, code: 'OPERATION_TOO_LARGE' },
        },
      ],
    });
  }
});
