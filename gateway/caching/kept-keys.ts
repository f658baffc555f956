import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SubgraphFetch } from '../execution/contract.ts';

/** What follows the representations in a body. */
const END = ']}}';
const MAX_PREFIXES = 2000;

/** The key of each piece of an answer: everything that it depends on but the publication. */
export interface KeptKeys {
  readonly of: (question: string, representations: readonly string[] | null, subgraph: string) => readonly string[];
}

/** @param version of the schema in service: a query means another thing under another one. */
export function keptKeys(version: () => string): KeptKeys {
  const digests = new LRUCache<string, string>({ max: MAX_PREFIXES });
  const digest = (text: string): string => {
    const known = digests.get(text);
    if (known !== undefined) return known;
    const made = createHash('sha256').update(text).digest('base64url');
    digests.set(text, made);
    return made;
  };
  return {
    of: (question, representations, subgraph) => {
      const start = digest(`${version()} ${subgraph} ${question}`);
      return representations === null ? [start] : representations.map((one) => `${start}${one}`);
    },
  };
}

/** A body without its representations: its query, its name and the variables that matter; the whole body of a root fetch. */
export function questionOf(body: string, representations: readonly string[] | null): string {
  if (representations === null) return body;
  const length = representations.reduce((sum, one) => sum + one.length, Math.max(representations.length - 1, 0));
  return body.slice(0, body.length - END.length - length);
}

/** The same fetch, for some of its entities only. */
export function fetchFor(asked: SubgraphFetch, question: string, representations: readonly string[]): SubgraphFetch {
  const { planned, ...rest } = asked;
  const body = `${question}${representations.join(',')}${END}`;
  return planned === undefined ? { ...rest, body } : { ...rest, body, planned: { ...planned, representations } };
}
