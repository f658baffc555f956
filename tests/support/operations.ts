import { readFileSync } from 'node:fs';

/** A named operation of `schema/operations/`, with its example variables. */
export interface NamedOperation {
  readonly query: string;
  readonly variables: Record<string, any>;
}

export function operation(file: string): NamedOperation {
  const folder = 'schema/operations';
  const variables: unknown = JSON.parse(readFileSync(`${folder}/${file}.variables.json`, 'utf8'));
  return { query: readFileSync(`${folder}/${file}.graphql`, 'utf8'), variables: variables as Record<string, any> };
}
