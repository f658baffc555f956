import { decoded } from '../../latin1.ts';
import { isTree, type Tree } from './tree.ts';

/** An error as a subgraph gives it, its form checked. */
export interface SubgraphError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export type SubgraphAnswer =
  | { readonly kind: 'readable'; readonly data: Tree | null; readonly errors: readonly SubgraphError[] }
  /** Not the answer of a GraphQL server; `detail` holds none of its values. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Reads a subgraph's answer, its characters bytes, to root fields, or to `entities` representations. */
export function readAnswer(latin1: string, entities: number | null): SubgraphAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(decoded(latin1));
  } catch {
    return { kind: 'unreadable', detail: 'malformed JSON' };
  }
  if (!isTree(answer)) return { kind: 'unreadable', detail: 'neither data nor errors' };
  const data = answer['data'] ?? null;
  const errors = answer['errors'] === undefined ? [] : errorsOf(answer['errors']);
  if (errors === undefined) return { kind: 'unreadable', detail: 'malformed errors' };
  if (data === null) {
    return errors.length > 0 ? { kind: 'readable', data, errors } : { kind: 'unreadable', detail: 'no data, no error' };
  }
  if (!isTree(data)) return { kind: 'unreadable', detail: 'data is not an object' };
  if (entities !== null && !areEntities(data['_entities'], entities)) {
    return { kind: 'unreadable', detail: 'as many entities as asked were expected' };
  }
  return { kind: 'readable', data, errors };
}

function areEntities(value: unknown, count: number): boolean {
  if (!Array.isArray(value) || value.length !== count) return false;
  return value.every((element) => element === null || isTree(element));
}

function errorsOf(value: unknown): readonly SubgraphError[] | undefined {
  if (value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const errors: SubgraphError[] = [];
  for (const error of value as unknown[]) {
    if (!isTree(error) || typeof error['message'] !== 'string') return undefined;
    const { message, path, extensions } = error;
    errors.push({ message, path: isPath(path) ? path : undefined, extensions: isTree(extensions) ? extensions : {} });
  }
  return errors;
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string' || typeof key === 'number');
}
