import { echoedCode } from './echo.ts';
import { hubError } from './errors.ts';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Page {
  /** How many rows to give; ask the database for one more. */
  readonly limit: number;
  /** The sort values of the last row already given, the id last; `null` on the first page. */
  readonly after: readonly unknown[] | null;
}

export interface ConnectionOf<T> {
  readonly edges: { cursor: string; node: T }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  readonly totalCount: () => Promise<number>;
}

/**
 * Reads `first` and `after` of a forward Relay connection.
 *
 * @throws INVALID_INPUT when `first` is out of bounds or `after` is not a cursor of ours.
 */
export function pageOf(
  { first, after }: PageArguments,
  { defaultSize = 20, maximumSize = 100 }: { defaultSize?: number; maximumSize?: number } = {},
): Page {
  const limit = first ?? defaultSize;
  if (limit < 1 || limit > maximumSize) {
    throw hubError('INVALID_INPUT', `first vaut ${limit} : attendu un nombre de 1 à ${maximumSize}, par exemple 20.`);
  }
  return { limit, after: after === null || after === undefined ? null : decodeCursor(after) };
}

/** An opaque cursor over the sort values of a row. */
export function encodeCursor(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function decodeCursor(cursor: string): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length > 0) return values;
  } catch {
    // A text that is not JSON is reported like any other text that is not a cursor.
  }
  throw hubError(
    'INVALID_INPUT',
    `after vaut ${echoedCode(cursor)} : ce n’est pas un curseur. Reprenez pageInfo.endCursor de la page précédente.`,
  );
}

/** A Relay connection over rows that were asked for with `limit + 1`; `totalCount` runs only if it is selected. */
export function connectionOf<T>(page: {
  rows: readonly T[];
  limit: number;
  after?: readonly unknown[] | null;
  cursorOf: (row: T) => readonly unknown[];
  totalCount: () => Promise<number>;
}): ConnectionOf<T> {
  const edges = page.rows.slice(0, page.limit).map((node) => ({ cursor: encodeCursor(page.cursorOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.rows.length > page.limit,
      hasPreviousPage: page.after !== null && page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.totalCount,
  };
}
