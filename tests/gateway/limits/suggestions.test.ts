import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Whom } from '../../../gateway/limits/access-rules.ts';
import { TOKEN } from '../../support/identity.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { ask, openGateway, type World } from '../world.ts';

/** Questions that are nearly right, and a name of the schema that would be suggested. */
const NEARLY: [string, string, string][] = [
  ['a field', '{ communes { nam } }', '« name »'],
  ['a field of the root', '{ comunes { name } }', '« communes »'],
  ['an argument', '{ commune(inseeCode: "47001", inseeCodes: 1) { name } }', '« inseeCode » ?'],
  ['a type', '{ communes { ... on Comune { name } } }', '« Commune »'],
  ['several', '{ comunes { name } premise(id: 1) }', '« premises »'],
];
const SUGGESTED = 'Vouliez-vous';

function worldWhere(noIntrospection: Whom): () => World {
  let world: World;
  beforeAll(async () => {
    world = await openGateway({ protection: { ...ROOMY_PROTECTION, access: { noIntrospection } } });
  });
  afterAll(() => world.close());
  return () => world;
}

/** What is told of a question, asked twice: the second time its refusal is known. */
async function told(world: World, query: string, headers: Record<string, string> = {}): Promise<string> {
  const [first, second] = [await ask(world, query, { headers }), await ask(world, query, { headers })];
  expect([first.status, second.status]).toEqual([400, 400]);
  for (const { message, extensions } of first.errors) {
    expect(message).toMatch(/^La requête ne correspond pas au schéma : .+[.?]$/);
    expect(extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  }
  expect(second.text).toBe(first.text);
  return first.text;
}

const PERSON = { authorization: `Bearer ${TOKEN}` };

describe('where the schema is read by those who say who they are', () => {
  const world = worldWhere('anonymous');

  it.each(NEARLY)('names are suggested to them only: %s', async (_what, query, name) => {
    const anonymous = await told(world(), query);
    expect(anonymous).not.toContain(SUGGESTED);
    expect(anonymous).not.toContain(name);
    const person = await told(world(), query, PERSON);
    expect(person).toContain(SUGGESTED);
    expect(person).toContain(name);
    expect(await told(world(), query)).toBe(anonymous);
  });

  it('so is its introspection', async () => {
    const query = '{ __schema { queryType { name } } }';
    for (let time = 0; time < 3; time += 1) {
      const { status, errors, text } = await ask(world(), query);
      expect({ status, code: errors[0]?.extensions['code'] }).toEqual({ status: 400, code: 'INTROSPECTION_DISABLED' });
      expect(text).not.toContain('queryType');
      expect((await ask(world(), query, { headers: PERSON })).data).toEqual({
        __schema: { queryType: { name: 'Query' } },
      });
    }
  });
});

describe('where nobody reads the schema', () => {
  const world = worldWhere('everyone');

  it.each(NEARLY)('names are suggested to nobody: %s', async (_what, query) => {
    expect(await told(world(), query, PERSON)).not.toContain(SUGGESTED);
  });

  it('who says who it is is not told to say it', async () => {
    const { errors } = await ask(world(), '{ __schema { queryType { name } } }', { headers: PERSON });
    expect(errors).toEqual([
      {
        message:
          'Le schéma de ce hub ne se lit pas par introspection : lisez celui qui est publié avec la documentation.',
        extensions: { code: 'INTROSPECTION_DISABLED' },
      },
    ]);
  });
});

describe('where everyone reads the schema', () => {
  const world = worldWhere('nobody');

  it.each(NEARLY)('names are suggested: %s', async (_what, query, name) => {
    expect(await told(world(), query)).toContain(name);
  });
});
