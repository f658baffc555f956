import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isInterfaceType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { composedSchemas } from '../../cli/schema.ts';

const read = (path: string) => readFileSync(path, 'utf8');

interface Part {
  readonly name: string;
  readonly description?: string | null | undefined;
}

function partsOf(type: GraphQLNamedType): readonly Part[] {
  const within = (parent: string, parts: readonly Part[]) =>
    parts.map(({ name, description }) => ({ name: `${parent}.${name}`, description }));
  if (isEnumType(type)) return within(type.name, type.getValues());
  if (isInputObjectType(type)) return within(type.name, Object.values(type.getFields()));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  return [...within(type.name, fields), ...fields.flatMap(({ name, args }) => within(`${type.name}.${name}`, args))];
}

describe('the committed schemas', () => {
  it('are those that the code gives, the same at every composition', async () => {
    const first = await composedSchemas();
    expect([...(await composedSchemas())]).toEqual([...first]);
    for (const [path, text] of first) expect({ path, same: read(path) === text }).toEqual({ path, same: true });
  });
});

describe('the public schema', () => {
  const types = Object.values(buildSchema(read('schema/api.graphql')).getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name),
  );

  it('describes every type, field, argument and value', () => {
    const parts = types.flatMap((type) => [{ name: type.name, description: type.description }, ...partsOf(type)]);
    expect(parts.filter(({ description }) => !description)).toEqual([]);
  });

  it('shows nothing of the federation', () => {
    expect(types.map(({ name }) => name).filter((name) => name.startsWith('_'))).toEqual([]);
    expect(read('schema/api.graphql')).not.toMatch(/join__|@key|_entities|_service/);
  });
});
