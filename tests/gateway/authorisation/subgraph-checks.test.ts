import { describe, expect, test } from '@jest/globals';
import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { ANONYMOUS, type Actor } from '../../../platform/actor.ts';
import { ROLES, type Role } from '../../../platform/roles.ts';
import { SUBGRAPHS } from '../../support/databases.ts';
import { SUBGRAPH_MODULES } from '../../support/subgraphs.ts';
import { person } from '../../support/world.ts';
import { accessTable } from './access-table.ts';

const table = accessTable();
/** What is the actor's own, for rules about rows: these are tested with their features. */
const OWN = { siren: '200068948', communes: [] };
const REFUSED = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/** Whether a resolver is stopped for want of a right, before it does anything: it has no database to go on with. */
async function isRefused(field: GraphQLField<unknown, unknown>, actor: Actor): Promise<boolean> {
  try {
    await field.resolve?.(OWN, {}, { actor }, {} as never);
    return false;
  } catch (error) {
    const { extensions } = error as { readonly extensions?: { readonly code?: string } };
    return REFUSED.has(extensions?.code ?? '');
  }
}

const actorOf = (role: Role): Actor => ({ ...person([role], 'an-organisation'), epciSirens: [OWN.siren] }) as Actor;

function fieldsOf(schema: GraphQLSchema): readonly (readonly [string, GraphQLField<unknown, unknown>])[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('_'));
  return types.flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const)
      : [],
  );
}

describe.each(SUBGRAPHS)('%s checks again what the gateway checked', (name) => {
  test.each([null, ...ROLES])('for %s', async (role: Role | null) => {
    const { schema } = await SUBGRAPH_MODULES[name]();
    const actor = role === null ? ANONYMOUS : actorOf(role);
    const wrong: string[] = [];
    for (const [coordinate, field] of fieldsOf(schema)) {
      const allowed = table.get(coordinate);
      if (allowed === undefined) continue;
      const expected = role === null || !allowed.roles.has(role);
      if ((await isRefused(field, actor)) !== expected) wrong.push(coordinate);
    }
    expect(wrong).toEqual([]);
  });
});
