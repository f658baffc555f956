import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../../support/identity.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { ask, type World } from '../world.ts';
import { openRefusingWorld } from './refusing-world.ts';
import { FILTER, filter, one, WRONG_VARIABLES } from './wrong-variables.ts';

let world: World;
beforeAll(async () => {
  world = await openRefusingWorld();
});
afterAll(() => world.close());

describe('a variable that is not what the schema takes is told by its place and kind, never by its value', () => {
  it.each(WRONG_VARIABLES)('%s', async (_what, query, variables, sentence) => {
    const { status, text, errors } = await ask(world, query, { variables });
    expect(errors).toEqual([
      {
        message: `Une variable ne correspond pas au schéma : ${sentence}`,
        locations: [{ line: 1, column: 9 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(status).toBe(400);
    expect(text).not.toContain('Canari');
  });
});

it('of many faults, twenty are told', async () => {
  const { errors } = await ask(world, FILTER, { variables: filter({ ids: Array.from({ length: 900 }, () => ({})) }) });
  expect(errors).toHaveLength(20);
});

it('every variable is told', async () => {
  const query = 'query Q($a: Int, $b: ID!, $c: Boolean) { home(rooms: $a, id: $b, flag: $c) { name } }';
  const { errors } = await ask(world, query, { variables: { a: 'x', c: 1 } });
  expect(errors.map(({ message }) => /« (\$\w) »/.exec(message)?.[1])).toEqual(['$a', '$b', '$c']);
});

it('a caller who may not read the schema is suggested nothing of it', async () => {
  const masked = await openRefusingWorld({
    protection: { ...ROOMY_PROTECTION, access: { noIntrospection: 'anonymous' } },
  });
  try {
    for (const [query, variables, name] of [
      [one('Kind'), { v: 'FIBER' }, 'FIBRE'],
      [FILTER, filter({ postcod: 1 }), 'postcode'],
    ] as const) {
      const anonymous = await ask(masked, query, { variables });
      expect(anonymous.errors[0]?.message).not.toContain('Vouliez-vous');
      expect(anonymous.text).not.toContain(`« ${name} »`);
      const person = await ask(masked, query, { variables, headers: { authorization: `Bearer ${TOKEN}` } });
      expect(person.errors[0]?.message).toContain(`Vouliez-vous dire « ${name} » ?`);
    }
  } finally {
    await masked.close();
  }
});
