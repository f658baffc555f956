import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { SUBGRAPHS } from '../support/databases.ts';

const rootFiles = (subgraph: string) =>
  readdirSync(`subgraphs/${subgraph}`, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe.each(SUBGRAPHS)('the subgraph %s', (subgraph) => {
  it('has the same files as the others: to know one is to know all', () => {
    expect(rootFiles(subgraph)).toEqual([
      'README.md',
      'builder.ts',
      'common.type.ts',
      'context.ts',
      'database.ts',
      'env.ts',
      'import.ts',
      'paging.args.ts',
      'prisma.config.ts',
      'privacy.ts',
      'schema.ts',
      'server.ts',
    ]);
  });

  it('has the same Pothos plugins as the others, for they widen one global namespace', () => {
    const plugins = (name: string) =>
      /plugins: (\[[^\]]*\])/.exec(readFileSync(`subgraphs/${name}/builder.ts`, 'utf8'))?.[1];
    expect(plugins(subgraph)).toMatch(/Federation/);
    expect(plugins(subgraph)).toBe(plugins('lgn'));
  });

  it('tells what it owns, what feeds it, which entities it resolves, and a sample query, in 40 lines', () => {
    const readme = readFileSync(`subgraphs/${subgraph}/README.md`, 'utf8');
    expect(readme.split('\n').length).toBeLessThanOrEqual(40);
    for (const part of ['Owned by', '**Fed by**', '**Resolves**', '**Extends**', '```graphql']) {
      expect(readme).toContain(part);
    }
  });
});
