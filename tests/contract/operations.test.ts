import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { operation } from '../support/operations.ts';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const files = readdirSync('schema/operations').filter((name) => name.endsWith('.graphql'));

describe.each(files)('the named operation %s', (file) => {
  const { query, variables } = operation(file.replace(/\.graphql$/, ''));
  const document = parse(query);
  const [definition] = document.definitions;

  it('is valid, alone in its file, and named after it', () => {
    expect(validate(schema, document)).toEqual([]);
    expect(document.definitions).toHaveLength(1);
    const name = definition?.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;
    const kebab = name?.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    expect(`${kebab}.graphql`).toBe(file);
  });

  it('says who asks for it', () => {
    expect(query.split('\n')[0]).toMatch(/^# Demandé par : \S/);
  });

  it('comes with variables that it accepts', () => {
    const definitions = definition?.kind === Kind.OPERATION_DEFINITION ? definition.variableDefinitions : undefined;
    expect(getVariableValues(schema, definitions ?? [], variables).errors).toBeUndefined();
    const declared = (definitions ?? []).map(({ variable }) => variable.name.value);
    expect(Object.keys(variables).filter((name) => !declared.includes(name))).toEqual([]);
  });
});

const guides = readdirSync('docs/guides').filter((name) => name.endsWith('.md'));

it.each(guides)('the guide %s asks only what the schema has', (file) => {
  const text = readFileSync(`docs/guides/${file}`, 'utf8');
  const asked = [...text.matchAll(/```graphql\n(.*?)```/gs)].map(([, block = '']) => parse(block));
  expect(asked.flatMap((document) => validate(schema, document))).toEqual([]);
});
