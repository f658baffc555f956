import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { DEFAULT_PROTECTION } from '../../../gateway/protection.ts';
import { HUB_ERRORS } from '../../../platform/errors.ts';

const guide = readFileSync('docs/guides/cles.md', 'utf8');
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValidSDL: true });

describe('the partners’ guide', () => {
  const questions = [
    ...[...guide.matchAll(/-d '(\{.+\})'/g)].map(([, body = '']) => (JSON.parse(body) as { query: string }).query),
    ...[...guide.matchAll(/query: '(.+?)'/g)].map(([, query = '']) => query),
  ];

  it('asks, with curl and with fetch, what the schema can answer', () => {
    expect(questions).toHaveLength(2);
    expect(questions.flatMap((query) => validate(schema, parse(query)))).toEqual([]);
  });

  it('names codes that exist', () => {
    const codes = [...guide.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !(code !== undefined && code in HUB_ERRORS))).toEqual([]);
  });

  it('tells the quotas that hold by default', () => {
    const { anonymous, person, classes } = DEFAULT_PROTECTION.quotas;
    const told = [...guide.matchAll(/\| `([a-z]+)` +\| ([\d ]+?) +\|$/gm)].map(([, name, requests = '']) => [
      name,
      Number(requests.replace(' ', '')),
    ]);
    expect(Object.fromEntries(told)).toEqual({ anonymous, person, ...classes });
  });
});
